// Every fake, started together: one journal, one clock, one directory.
#ifndef TOOLS_AZMOCK_CLI_FAKES_H_
#define TOOLS_AZMOCK_CLI_FAKES_H_

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "mock_common/clock/virtual_clock.h"
#include "mock_common/http/server.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_common/random.h"
#include "mock_common/scenario/engine.h"
#include "mock_common/scenario/journal.h"
#include "mock_common/scenario/scenario.pb.h"
#include "mock_common/tls/certificate_authority.h"
#include "mock_entra/entra.h"
#include "mock_entra/token_proxy.h"

namespace azmock {

struct FakesOptions {
  mock::VirtualClock::Mode clock_mode = mock::VirtualClock::Mode::kFollow;
  // InfinitePast() means the system's time.
  absl::Time start_time = absl::InfinitePast();
  // What Entra's tokens are signed with; null makes a new key.
  std::shared_ptr<const mock::jwt::SigningKey> signing_key;
  // Makes IDs repeat; unset means real randomness. Keys are always real.
  bool repeatable_ids = false;

  std::string address = "127.0.0.1";
  bool allow_non_loopback = false;
  std::uint16_t port = 0;  // of the TLS server; 0 picks a free one
  // Names beside the well-known ones that the server's certificate carries.
  std::vector<std::string> extra_host_names;
};

// The options under which a scenario repeats itself: the scenario's start time
// and names, IDs from a fixed seed.
FakesOptions OptionsForScenario(const mock::scenario::Scenario& scenario,
                                mock::VirtualClock::Mode clock_mode);

// Safe for use by many threads. Serves from Start until destroyed.
class Fakes {
 public:
  // Errors: as http::Server::Start and CertificateAuthority.
  static absl::StatusOr<std::unique_ptr<Fakes>> Start(const FakesOptions& options);
  ~Fakes();

  // Adds the scenario's directory and puts its rules in front of the computed
  // answers, for as long as the fakes live. Returns the scenario as a client can
  // use it: its assertions are texts, its certificates `data` (see
  // mock_entra/materialise.h), and {{ca_pem}} and {{token_proxy}} are filled in. The
  // first that has the latter starts the token proxy.
  absl::StatusOr<mock::scenario::Scenario> Arm(mock::scenario::Scenario scenario);

  const std::string& address() const { return address_; }
  std::uint16_t port() const { return server_->port(); }
  // What a client must trust.
  const std::string& ca_pem() const { return ca_pem_; }

  mock::VirtualClock& clock() { return clock_; }
  mock::scenario::Journal& journal() { return journal_; }
  mock::entra::Entra& entra() { return entra_; }

 private:
  explicit Fakes(const FakesOptions& options);
  absl::Status StartServer(const FakesOptions& options);
  absl::StatusOr<std::unique_ptr<mock::http::Server>> Listen(const std::vector<std::string>& names,
                                                             std::uint16_t port,
                                                             mock::http::Handler handler);
  mock::http::Reply Answer(const mock::http::Request& request);
  absl::Status FillIn(mock::scenario::Client& client);
  // "https://127.0.0.1:40443", once requests below `prefix` are served.
  absl::StatusOr<std::string> TokenProxyFor(absl::string_view prefix);

  mock::VirtualClock clock_;
  std::unique_ptr<mock::Random> random_;
  mock::scenario::Journal journal_;
  mock::entra::Entra entra_;
  mock::scenario::Engine engine_;
  std::string address_;
  std::string ca_pem_;
  bool allow_non_loopback_ = false;
  std::optional<mock::CertificateAuthority> authority_;
  mock::entra::TokenProxy token_proxy_;
  // Last: they stop before what they use goes.
  std::unique_ptr<mock::http::Server> server_;
  std::mutex token_proxy_mutex_;
  std::unique_ptr<mock::http::Server> token_proxy_server_;  // guarded; null until it is needed
};

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_FAKES_H_
