// An authority in memory, for tests of the credentials that ask it.
#ifndef IDENTITY_INTERNAL_TESTING_FAKE_AUTHORITY_H_
#define IDENTITY_INTERNAL_TESTING_FAKE_AUTHORITY_H_

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "identity/client_options.h"
#include "identity/internal/testing/entra_test_bodies.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/fake_environment.h"
#include "identity/testing/fake_random.h"
#include "identity/testing/fake_transport.h"

namespace azure::identity::internal {

inline constexpr char kDiscovery[] = "/common/discovery/instance";
inline constexpr char kConfiguration[] = "/.well-known/openid-configuration";
inline constexpr char kToken[] = "/oauth2/v2.0/token";

// Answers every request as the public cloud would, with tokens "tok1", "tok2", ….
// A test puts its own answers in front with transport->Expect().
struct FakeAuthority {
  FakeAuthority() {
    transport->Always(Respond(200, kInstanceDiscoveryBody), UrlContains(kDiscovery));
    transport->Always(Respond(200, OpenIdConfigurationBody()), UrlContains(kConfiguration));
    transport->Always(
        [this](const Context&, const HttpRequest&) {
          HttpResponse response;
          response.status_code = 200;
          response.body = TokenBody(absl::StrCat("tok", ++issued));
          return response;
        },
        UrlContains(kToken));
  }

  // Options with this transport and clock, and nothing of the real world.
  ClientOptions Options() {
    ClientOptions options;
    options.transport = transport;
    options.seams.clock = clock;
    options.seams.environment = environment;
    options.seams.random = std::make_shared<FakeRandom>();
    options.seams.executor = executor;
    options.logging.logger = std::make_shared<Logger>(
        [this](LogEvent, absl::string_view message) {
          const std::lock_guard<std::mutex> lock(log_mutex);
          log.emplace_back(message);
        },
        std::set<LogEvent>{LogEvent::kAuthentication});
    return options;
  }

  // How many requests had `part` in their URL.
  int Count(absl::string_view part) const {
    const auto requests = transport->requests();
    return static_cast<int>(std::count_if(
        requests.begin(), requests.end(),
        [part](const HttpRequest& request) { return absl::StrContains(request.url, part); }));
  }

  // Sleepers, such as a retry's, move the clock on.
  std::shared_ptr<FakeClock> clock = std::make_shared<FakeClock>(FakeClock::Sleep::kAdvances);
  std::shared_ptr<FakeEnvironment> environment = std::make_shared<FakeEnvironment>();
  // Refreshes run at once, unless a test puts another one here.
  std::shared_ptr<Executor> executor = InlineExecutor();
  std::atomic<int> issued{0};
  std::mutex log_mutex;
  std::vector<std::string> log;
  std::shared_ptr<FakeTransport> transport = std::make_shared<FakeTransport>();
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_TESTING_FAKE_AUTHORITY_H_
