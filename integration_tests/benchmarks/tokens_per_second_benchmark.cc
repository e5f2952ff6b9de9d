// How many signed tokens a second the fake Entra ID gives out.
//
//   bazel run -c opt //integration_tests/benchmarks:tokens_per_second_benchmark
//
// One server thread, one load thread, 16 kept connections, journal on. Twice: every
// token with its own `uti` and signature, and equal claims within a second sharing one.
// Yardsticks from the same run: RSA-2048 signatures a second on one core, and nginx with
// a body of the same size (if it is installed: tools/setup --bench).
#include <iostream>
#include <string>

#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "integration_tests/benchmarks/token_request.h"
#include "mock_common/clock/virtual_clock.h"
#include "mock_common/http/benchmarks/nginx.h"
#include "mock_common/http/load_generator.h"
#include "mock_common/http/server.h"
#include "mock_common/journal/journal.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_common/random.h"
#include "mock_common/rules/engine.h"
#include "mock_entra/entra.h"
#include "mock_entra/exchange/tenant_of.h"

namespace azmock {
namespace {

constexpr absl::Duration kDuration = absl::Seconds(3);

double SignaturesPerSecond(const mock::jwt::SigningKey& key) {
  const std::string data(900, 'x');
  (void)key.SignRs256(data);  // Waits until the key is made.
  int count = 0;
  const absl::Time start = absl::Now();
  while (absl::Now() - start < kDuration) count += key.SignRs256(data).ok() ? 1 : 0;
  return count / absl::ToDoubleSeconds(absl::Now() - start);
}

absl::StatusOr<mock::http::LoadResult> Load(std::uint16_t port, const std::string& request) {
  mock::http::LoadOptions load;
  load.port = port;
  load.request = request;
  load.duration = kDuration;
  return mock::http::GenerateLoad(load);
}

absl::StatusOr<mock::http::LoadResult> LoadTheFake(
    const std::shared_ptr<const mock::jwt::SigningKey>& key, bool shared_tokens) {
  mock::VirtualClock clock;
  const auto random = mock::Random::Real();
  mock::entra::EntraOptions options;
  options.clock = &clock;
  options.random = random.get();
  options.signing_keys = {key};
  options.shared_tokens = shared_tokens;
  mock::entra::Entra entra(options);
  mock::scenario::Journal journal;
  mock::scenario::Engine engine(&clock, &journal, random.get(), nullptr);
  mock::http::ServerOptions server;
  server.clock = &clock;
  const auto started = mock::http::Server::Start(server, [&](const mock::http::Request& request) {
    return engine.Handle(
        request, mock::entra::TenantOf(request),
        [&](const auto& passed, const auto& setting) { return entra.Handle(passed, setting); });
  });
  if (!started.ok()) return started.status();
  return Load((*started)->port(), TokenRequest("login.microsoftonline.com"));
}

void Print(const char* what, double per_second, double yardstick) {
  std::cout << absl::StrFormat("%-40s %9.0f /s", what, per_second);
  if (yardstick > 0) std::cout << absl::StrFormat("   the fake reaches %.2f of it", yardstick);
  std::cout << "\n";
}

bool Succeeded(const char* what, const absl::StatusOr<mock::http::LoadResult>& load) {
  if (load.ok() && load->failures == 0) return true;
  std::cerr << what << ": " << load.status() << "\n";
  return false;
}

int Main() {
  const auto key = mock::jwt::SigningKey::Generate(absl::Now());
  const double signatures = SignaturesPerSecond(*key);
  const auto own = LoadTheFake(key, /*shared_tokens=*/false);
  const auto shared = LoadTheFake(key, /*shared_tokens=*/true);
  if (!Succeeded("the fake", own) || !Succeeded("the fake", shared)) return 1;
  Print("tokens, each with its own signature", own->PerSecond(), 0);
  Print("RSA-2048 signatures on one core", signatures, own->PerSecond() / signatures);
  Print("tokens, equal ones of a second shared", shared->PerSecond(), 0);
  const auto nginx = mock::http::Nginx::Start(std::string(1500, 'x'));
  if (!nginx.ok()) {
    std::cout << "nginx: " << nginx.status().message() << "\n";
    return 0;
  }
  const auto yardstick = Load((*nginx)->port(), "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  if (!Succeeded("nginx", yardstick)) return 1;
  Print("nginx, a static body of 1500 bytes", yardstick->PerSecond(),
        shared->PerSecond() / yardstick->PerSecond());
  return 0;
}

}  // namespace
}  // namespace azmock

int main() { return azmock::Main(); }
