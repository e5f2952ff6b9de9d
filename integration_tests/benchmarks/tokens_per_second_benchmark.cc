// How many signed tokens a second the fake Entra ID gives out.
//
//   bazel run -c opt //integration_tests/benchmarks:tokens_per_second_benchmark
//
// One server thread, one load thread, 16 kept connections, journal on. Twice: every
// token with its own `uti` and signature, and equal claims within a second sharing one.
// Yardsticks from the same run: RSA-2048 signatures a second on one core, and nginx with
// a body of the same size (if it is installed: tools/setup --bench).
#include <cstdint>
#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
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

// What is compared takes turns: machines do not stay as fast as they are.
constexpr int kTurns = 6;
constexpr absl::Duration kTurn = absl::Milliseconds(500);

struct Count {
  double PerSecond() const { return static_cast<double>(done) / absl::ToDoubleSeconds(elapsed); }

  std::int64_t done = 0;
  absl::Duration elapsed;
};

void Sign(const mock::jwt::SigningKey& key, Count& count) {
  const std::string data(900, 'x');
  const absl::Time start = absl::Now();
  while (absl::Now() - start < kTurn) count.done += key.SignRs256(data).ok() ? 1 : 0;
  count.elapsed += absl::Now() - start;
}

absl::Status Load(std::uint16_t port, const std::string& request, Count& count) {
  mock::http::LoadOptions load;
  load.port = port;
  load.request = request;
  load.duration = kTurn;
  const auto result = mock::http::GenerateLoad(load);
  if (!result.ok()) return result.status();
  if (result->failures > 0) return absl::InternalError("some requests failed");
  count.done += result->replies;
  count.elapsed += result->elapsed;
  return absl::OkStatus();
}

// The fake Entra ID, at a server with one thread.
class Fake {
 public:
  Fake(const std::shared_ptr<const mock::jwt::SigningKey>& key, bool shared_tokens)
      : entra_(Options(key, shared_tokens)) {}

  absl::Status Start() {
    mock::http::ServerOptions options;
    options.clock = &clock_;
    auto started = mock::http::Server::Start(options, [&](const mock::http::Request& request) {
      return engine_.Handle(
          request, mock::entra::TenantOf(request),
          [&](const auto& passed, const auto& setting) { return entra_.Handle(passed, setting); });
    });
    if (!started.ok()) return started.status();
    server_ = *std::move(started);
    return absl::OkStatus();
  }

  absl::Status GiveTokens(Count& count) const {
    return Load(server_->port(), TokenRequest("login.microsoftonline.com"), count);
  }

 private:
  mock::entra::EntraOptions Options(const std::shared_ptr<const mock::jwt::SigningKey>& key,
                                    bool shared_tokens) {
    mock::entra::EntraOptions options;
    options.clock = &clock_;
    options.random = random_.get();
    options.signing_keys = {key};
    options.shared_tokens = shared_tokens;
    return options;
  }

  mock::VirtualClock clock_;
  const std::unique_ptr<mock::Random> random_ = mock::Random::Real();
  mock::entra::Entra entra_;
  mock::scenario::Journal journal_;
  mock::scenario::Engine engine_{&clock_, &journal_, random_.get(), nullptr};
  std::unique_ptr<mock::http::Server> server_;  // ends before what it asks
};

void Print(const char* what, double per_second, double yardstick) {
  std::cout << absl::StrFormat("%-40s %9.0f /s", what, per_second);
  if (yardstick > 0) std::cout << absl::StrFormat("   the fake reaches %.2f of it", yardstick);
  std::cout << "\n";
}

absl::Status CompareWithSignatures(const std::shared_ptr<const mock::jwt::SigningKey>& key) {
  Fake fake(key, /*shared_tokens=*/false);
  absl::Status status = fake.Start();
  Count tokens, signatures;
  for (int i = 0; i < kTurns && status.ok(); ++i) {
    Sign(*key, signatures);
    status = fake.GiveTokens(tokens);
  }
  if (!status.ok()) return status;
  Print("tokens, each with its own signature", tokens.PerSecond(), 0);
  Print("RSA-2048 signatures on one core", signatures.PerSecond(),
        tokens.PerSecond() / signatures.PerSecond());
  return absl::OkStatus();
}

absl::Status CompareWithNginx(const std::shared_ptr<const mock::jwt::SigningKey>& key) {
  Fake fake(key, /*shared_tokens=*/true);
  absl::Status status = fake.Start();
  const auto nginx = mock::http::Nginx::Start(std::string(1500, 'x'));
  Count tokens, bodies;
  for (int i = 0; i < kTurns && status.ok(); ++i) {
    status = fake.GiveTokens(tokens);
    if (!status.ok() || !nginx.ok()) continue;
    status = Load((*nginx)->port(), "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", bodies);
  }
  if (!status.ok()) return status;
  Print("tokens, equal ones of a second shared", tokens.PerSecond(), 0);
  if (!nginx.ok()) {
    std::cout << "nginx: " << nginx.status().message() << "\n";
    return absl::OkStatus();
  }
  Print("nginx, a static body of 1500 bytes", bodies.PerSecond(),
        tokens.PerSecond() / bodies.PerSecond());
  return absl::OkStatus();
}

int Main() {
  const auto key = mock::jwt::SigningKey::Generate(absl::Now());
  (void)key->SignRs256("");  // Waits until it is made.
  for (const auto compare : {CompareWithSignatures, CompareWithNginx}) {
    if (const absl::Status status = compare(key); !status.ok()) {
      std::cerr << status << "\n";
      return 1;
    }
  }
  return 0;
}

}  // namespace
}  // namespace azmock

int main() { return azmock::Main(); }
