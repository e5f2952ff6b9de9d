// Any request at all gets an answer whose body, if it is JSON, is valid, and
// which does not give away what the secret field held.
//
// The input's lines are method, target, host, content type, authorization; the
// rest is the body.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "mock_common/clock/virtual_clock.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_common/random.h"
#include "mock_entra/entra.h"
#include "nlohmann/json.hpp"

namespace {

using mock::entra::Entra;
using mock::entra::EntraOptions;

struct Server {
  Server() {
    EntraOptions options;
    options.clock = &clock;
    options.random = random.get();
    options.signing_keys = {mock::jwt::SigningKey::Generate(clock.Now())};
    entra = std::make_unique<Entra>(options);
  }

  mock::VirtualClock clock{mock::VirtualClock::Mode::kFrozen, absl::FromUnixSeconds(1768478400)};
  std::unique_ptr<mock::Random> random = mock::Random::Seeded(1);
  std::unique_ptr<Entra> entra;
};

void Require(bool condition) {
  if (!condition) std::abort();
}

mock::http::Request RequestFrom(absl::string_view text) {
  const std::vector<std::string> lines = absl::StrSplit(text, absl::MaxSplits('\n', 5));
  const auto line = [&](std::size_t i) { return i < lines.size() ? lines[i] : std::string(); };
  mock::http::Request request;
  request.method = line(0);
  request.target = line(1);
  const std::vector<std::string> target = absl::StrSplit(line(1), absl::MaxSplits('?', 1));
  request.path = mock::http::PercentDecode(target[0]).value_or(target[0]);
  if (target.size() > 1) request.query = target[1];
  request.host = line(2);
  request.headers.Set("Host", line(2));
  request.headers.Set("Content-Type", line(3));
  request.headers.Set("Authorization", line(4));
  request.body = line(5);
  return request;
}

// Whether the request has it where no secret belongs, such as for a tenant, which errors name.
bool HasElsewhere(const mock::http::Request& request, absl::string_view secret) {
  std::string rest = absl::StrCat("&", request.body);
  for (const char* field : {"&client_secret=", "&password="}) {
    rest = absl::StrReplaceAll(rest, {{absl::StrCat(field, secret), ""}});
  }
  rest = absl::StrCat(request.method, "\n", request.target, "\n", request.host, "\n", rest);
  return absl::StrContains(mock::http::PercentDecode(rest).value_or(rest), secret);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Server* const kServer = new Server;
  const auto request = RequestFrom({reinterpret_cast<const char*>(data), size});
  const auto response = kServer->entra->Handle(request, {}).response;
  Require(response.status >= 200 && response.status <= 599);
  Require(response.status < 400 || !response.remarks.reason.empty());
  const bool json = absl::StartsWith(response.headers.Get("Content-Type"), "application/json");
  if (!response.body.empty() && json) Require(nlohmann::json::accept(response.body));
  for (const char* secret : {"azmock-default-secret", "azmock-default-password"}) {
    Require(!absl::StrContains(response.body, secret) || HasElsewhere(request, secret));
  }
  return 0;
}
