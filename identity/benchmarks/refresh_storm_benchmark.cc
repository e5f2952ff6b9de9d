// What GetToken costs its caller while a token is good and due for refresh, and whoever
// gives tokens is down. The aim is under 1 ms, however slow the failure is.
//
//   bazel run -c opt //identity/benchmarks:refresh_storm_benchmark
#include <atomic>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "benchmark/benchmark.h"
#include "identity/client_secret_credential.h"
#include "identity/managed_identity_credential.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/fake_environment.h"

namespace azure::identity {
namespace {

// Gives one token, and is down afterwards: what comes then hangs until it is cancelled.
class FallenTransport final : public HttpTransport {
 public:
  explicit FallenTransport(std::shared_ptr<Clock> clock) : clock_(std::move(clock)) {}

  absl::StatusOr<HttpResponse> Send(const Context& ctx, const HttpRequest& request) override {
    HttpResponse response;
    response.status_code = 200;
    if (absl::StrContains(request.url, "openid-configuration")) {
      response.body =
          R"({"authorization_endpoint":"https://login.microsoftonline.com/t/authorize",)"
          R"("token_endpoint":"https://login.microsoftonline.com/t/token",)"
          R"("issuer":"https://login.microsoftonline.com/t/v2.0"})";
    } else if (request.method == "POST" || absl::StrContains(request.url, "169.254.169.254")) {
      if (given_.exchange(true)) {
        ++attempts_;
        return clock_->SleepUntil(ctx, absl::InfiniteFuture());
      }
      response.body = R"({"expires_in":86400,"refresh_in":60,"access_token":"t"})";
    }
    return response;
  }
  int attempts() const { return attempts_; }

 private:
  const std::shared_ptr<Clock> clock_;
  std::atomic<bool> given_{false};
  std::atomic<int> attempts_{0};
};

struct Storm {
  Storm() {
    client.transport = transport;
    client.logging.logger = std::make_shared<Logger>();
    client.seams.clock = clock;
    client.seams.environment = std::make_shared<FakeEnvironment>();
  }

  std::shared_ptr<FakeClock> clock = std::make_shared<FakeClock>();
  std::shared_ptr<FallenTransport> transport = std::make_shared<FallenTransport>(clock);
  ClientOptions client;
};

// Time passes with the calls, so that both kinds are measured: those that find a refresh
// due, one in 30, and those between.
template <typename Credential>
void Measure(benchmark::State& state, Storm& storm, Credential& credential) {
  const TokenRequestOptions request{{"https://vault.azure.net/.default"}, "", "", false};
  credential.GetToken(Context::Background(), request).value();
  credential.GetToken(Context::Background(), request).value();
  storm.clock->Advance(absl::Minutes(2));
  int calls = 0;
  for (auto _ : state) {
    absl::StatusOr<AccessToken> token = credential.GetToken(Context::Background(), request);
    benchmark::DoNotOptimize(token);
    if (!token.ok()) state.SkipWithError("the token was good");
    if (++calls < 20'000) storm.clock->Advance(absl::Seconds(1));
  }
  state.counters["attempts"] = storm.transport->attempts();
}

void BM_RefreshStorm(benchmark::State& state) {
  Storm storm;
  ClientSecretCredentialOptions options;
  options.client = storm.client;
  options.disable_instance_discovery = true;
  Measure(state, storm, *ClientSecretCredential::Create("t", "c", "s", options).value());
}
BENCHMARK(BM_RefreshStorm)->UseRealTime();

void BM_RefreshStormManagedIdentity(benchmark::State& state) {
  Storm storm;
  ManagedIdentityCredentialOptions options;
  options.client = storm.client;
  Measure(state, storm, *ManagedIdentityCredential::Create(options).value());
}
BENCHMARK(BM_RefreshStormManagedIdentity)->UseRealTime();

}  // namespace
}  // namespace azure::identity

BENCHMARK_MAIN();
