// What a token costs, beside the RSA signature that it must cost.
#include <benchmark/benchmark.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "mock_common/clock/virtual_clock.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_common/random.h"
#include "mock_entra/directory/well_known.h"
#include "mock_entra/entra.h"

namespace mock::entra {
namespace {

struct Server {
  Server() {
    EntraOptions options;
    options.clock = &clock;
    options.random = random.get();
    options.signing_keys = {key};
    entra = std::make_unique<Entra>(options);
  }

  VirtualClock clock;
  std::unique_ptr<Random> random = Random::Real();
  std::shared_ptr<const jwt::SigningKey> key = jwt::SigningKey::Generate(clock.Now());
  std::unique_ptr<Entra> entra;
};

http::Request TokenRequestWith(absl::string_view secret) {
  http::Request request;
  request.method = "POST";
  request.path = absl::StrCat("/", kDefaultTenantId, "/oauth2/v2.0/token");
  request.host = "login.microsoftonline.com";
  request.headers.Set("Content-Type", "application/x-www-form-urlencoded");
  request.body = absl::StrCat("grant_type=client_credentials&client_id=", kDefaultClientId,
                              "&client_secret=", secret,
                              "&scope=https%3A%2F%2Fmanagement.azure.com%2F.default");
  return request;
}

void BM_Signature(benchmark::State& state) {
  const Server server;
  const std::string data(900, 'x');
  for (auto _ : state) benchmark::DoNotOptimize(server.key->SignRs256(data));
}
BENCHMARK(BM_Signature);

void BM_Token(benchmark::State& state) {
  Server server;
  const http::Request request = TokenRequestWith(kDefaultClientSecret);
  for (auto _ : state) benchmark::DoNotOptimize(server.entra->Handle(request, {}));
}
BENCHMARK(BM_Token);

void BM_WrongSecret(benchmark::State& state) {
  Server server;
  const http::Request request = TokenRequestWith("wrong");
  for (auto _ : state) benchmark::DoNotOptimize(server.entra->Handle(request, {}));
}
BENCHMARK(BM_WrongSecret);

}  // namespace
}  // namespace mock::entra

BENCHMARK_MAIN();
