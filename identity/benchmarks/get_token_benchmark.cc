// What GetToken costs when the token is already there.
//
//   bazel run -c opt //identity/benchmarks:get_token_benchmark
//
// The yardstick in the same run is what no implementation can do without: the
// time, one uncontended mutex, and the copy of a shared token.
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "benchmark/benchmark.h"
#include "identity/chained_token_credential.h"
#include "identity/client_secret_credential.h"
#include "identity/default_azure_credential.h"
#include "identity/device_code_credential.h"
#include "identity/managed_identity_credential.h"
#include "identity/seams/clock.h"

namespace azure::identity {
namespace {

// Answers like an authority, without a network.
class CannedTransport final : public HttpTransport {
 public:
  absl::StatusOr<HttpResponse> Send(const Context&, const HttpRequest& request) override {
    HttpResponse response;
    response.status_code = 200;
    response.reason = "OK";
    if (absl::StrContains(request.url, "openid-configuration")) {
      response.body =
          R"({"authorization_endpoint":"https://login.microsoftonline.com/t/authorize",)"
          R"("token_endpoint":"https://login.microsoftonline.com/t/token",)"
          R"("issuer":"https://login.microsoftonline.com/t/v2.0"})";
    } else if (request.method == "POST" || absl::StrContains(request.url, "169.254.169.254")) {
      response.body = R"({"expires_in":86400,"access_token":")" + std::string(1500, 'x') + "\"}";
    }
    return response;
  }
};

// No variable that names a host: the metadata service's.
class EmptyEnvironment final : public Environment {
 public:
  std::optional<std::string> Get(absl::string_view) const override { return std::nullopt; }
  std::vector<std::pair<std::string, std::string>> All() const override { return {}; }
};

// What DefaultAzureCredential takes a client secret from.
class SecretEnvironment final : public Environment {
 public:
  std::optional<std::string> Get(absl::string_view name) const override {
    for (const auto& [variable, value] : All()) {
      if (variable == name) return value;
    }
    return std::nullopt;
  }
  std::vector<std::pair<std::string, std::string>> All() const override {
    return {{"AZURE_TENANT_ID", "t"}, {"AZURE_CLIENT_ID", "c"}, {"AZURE_CLIENT_SECRET", "s"}};
  }
};

ClientOptions CannedClient() {
  ClientOptions client;
  client.transport = std::make_shared<CannedTransport>();
  client.logging.logger = std::make_shared<Logger>();
  return client;
}

std::unique_ptr<ClientSecretCredential> WarmCredential(const TokenRequestOptions& request) {
  ClientSecretCredentialOptions options;
  options.client = CannedClient();
  auto credential = ClientSecretCredential::Create("t", "c", "s", std::move(options)).value();
  credential->GetToken(Context::Background(), request).value();
  return credential;
}

std::unique_ptr<DeviceCodeCredential> WarmUserCredential(const TokenRequestOptions& request) {
  DeviceCodeCredentialOptions options;
  options.client = CannedClient();
  options.user_prompt = [](const Context&, const DeviceCodeMessage&) { return absl::OkStatus(); };
  auto credential = DeviceCodeCredential::Create(std::move(options)).value();
  credential->GetToken(Context::Background(), request).value();
  credential->GetToken(Context::Background(), request).value();
  return credential;
}

const TokenRequestOptions& Request() {
  static const auto* const kRequest =
      new TokenRequestOptions{{"https://vault.azure.net/.default"}, "", "", false};
  return *kRequest;
}

// Of a credential that has the token.
template <typename Credential>
void MeasureWarm(benchmark::State& state, Credential& credential) {
  const Context ctx = Context::Background();
  const TokenRequestOptions request = Request();
  for (auto _ : state) {
    absl::StatusOr<AccessToken> token = credential.GetToken(ctx, request);
    benchmark::DoNotOptimize(token);
  }
}

void BM_GetTokenWarm(benchmark::State& state) {
  static const std::unique_ptr<ClientSecretCredential> credential = WarmCredential(Request());
  MeasureWarm(state, *credential);
}
BENCHMARK(BM_GetTokenWarm)->Threads(1)->Threads(2)->Threads(4)->Threads(8)->UseRealTime();

void BM_GetTokenWarmManagedIdentity(benchmark::State& state) {
  static const std::unique_ptr<ManagedIdentityCredential> credential = [] {
    ManagedIdentityCredentialOptions options;
    options.client = CannedClient();
    options.client.seams.environment = std::make_shared<EmptyEnvironment>();
    auto made = ManagedIdentityCredential::Create(std::move(options)).value();
    made->GetToken(Context::Background(), Request()).value();
    return made;
  }();
  MeasureWarm(state, *credential);
}
BENCHMARK(BM_GetTokenWarmManagedIdentity)->Threads(1)->Threads(2)->Threads(8)->UseRealTime();

// The same secret, found by the default chain: what a chain costs that knows its
// source is the difference to BM_GetTokenWarm.
void BM_GetTokenWarmDefaultAzure(benchmark::State& state) {
  static const std::unique_ptr<DefaultAzureCredential> credential = [] {
    DefaultAzureCredentialOptions options;
    options.client = CannedClient();
    options.client.seams.environment = std::make_shared<SecretEnvironment>();
    auto made = DefaultAzureCredential::Create(std::move(options)).value();
    made->GetToken(Context::Background(), Request()).value();
    return made;
  }();
  MeasureWarm(state, *credential);
}
BENCHMARK(BM_GetTokenWarmDefaultAzure)->Threads(1)->Threads(2)->Threads(8)->UseRealTime();

// A chain of the user's own that has one source.
void BM_GetTokenWarmChained(benchmark::State& state) {
  static const std::unique_ptr<ChainedTokenCredential> credential = [] {
    ChainedTokenCredentialOptions options;
    options.client.logging.logger = std::make_shared<Logger>();
    auto made =
        ChainedTokenCredential::Create({WarmCredential(Request())}, std::move(options)).value();
    made->GetToken(Context::Background(), Request()).value();
    return made;
  }();
  MeasureWarm(state, *credential);
}
BENCHMARK(BM_GetTokenWarmChained)->Threads(1)->UseRealTime();

// The same of a user, who signed in with a device code.
void BM_GetTokenWarmOfUser(benchmark::State& state) {
  static const std::unique_ptr<DeviceCodeCredential> credential = WarmUserCredential(Request());
  MeasureWarm(state, *credential);
}
BENCHMARK(BM_GetTokenWarmOfUser)->Threads(1)->Threads(2)->Threads(8)->UseRealTime();

void BM_Yardstick(benchmark::State& state) {
  const std::shared_ptr<Clock> clock = RealClock();
  std::mutex mutex;
  const AccessToken token(std::string(1500, 'x'), absl::InfiniteFuture());
  for (auto _ : state) {
    absl::Time now = clock->Now();
    benchmark::DoNotOptimize(now);
    const std::lock_guard<std::mutex> lock(mutex);
    AccessToken copy = token;
    benchmark::DoNotOptimize(copy);
  }
}
BENCHMARK(BM_Yardstick)->Threads(1)->Threads(2)->UseRealTime();

// A credential whose threads ask for more scopes than one thread's recent ones:
// the way through the shared cache.
void BM_GetTokenManyScopes(benchmark::State& state) {
  static const std::unique_ptr<ClientSecretCredential> credential = WarmCredential(Request());
  const Context ctx = Context::Background();
  std::vector<TokenRequestOptions> requests;
  for (int i = 0; i < 16; ++i) requests.push_back({{"scope" + std::to_string(i)}, "", "", false});
  std::size_t next = 0;
  for (auto _ : state) {
    absl::StatusOr<AccessToken> token = credential->GetToken(ctx, requests[next++ % 16]);
    benchmark::DoNotOptimize(token);
  }
}
BENCHMARK(BM_GetTokenManyScopes)->Threads(1)->Threads(2)->UseRealTime();

}  // namespace
}  // namespace azure::identity

BENCHMARK_MAIN();
