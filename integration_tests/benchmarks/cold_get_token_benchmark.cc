// What the library adds to a token request that has to be sent.
//
//   bazel run -c opt //integration_tests/benchmarks:cold_get_token_benchmark
//
// Both sides ask the fake Entra ID in this process, over TLS on a connection
// that is kept. The yardstick is the same POST by bare libcurl.
#include <benchmark/benchmark.h>
#include <curl/curl.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "identity/client_secret_credential.h"
#include "identity/transport/curl_transport.h"
#include "mock_entra/directory/directory.h"
#include "mock_server/fakes.h"

namespace azmock {
namespace {

constexpr char kScope[] = "https://management.azure.com/.default";

std::unique_ptr<Fakes> StartFakes(benchmark::State& state) {
  auto fakes = Fakes::Start({});
  if (fakes.ok()) return *std::move(fakes);
  state.SkipWithError(std::string(fakes.status().message()).c_str());
  return nullptr;
}

// The tenant and application that the fakes start with.
struct Sample {
  const mock::scenario::Tenant tenant = mock::entra::DefaultDirectory().tenants(0);
  const std::string client_id = tenant.applications(0).app_id();
  const std::string secret = tenant.applications(0).secrets(0).value();
};

// Claims make each call ask: the cache is for calls without.
void BM_GetTokenThatAsks(benchmark::State& state) {
  const auto fakes = StartFakes(state);
  if (fakes == nullptr) return;
  const Sample sample;
  azure::identity::CurlTransportOptions curl;
  curl.ca_pem = fakes->ca_pem();
  curl.connect_to = {absl::StrCat("::127.0.0.1:", fakes->port())};
  azure::identity::ClientSecretCredentialOptions options;
  options.client.transport = azure::identity::NewCurlTransport(curl);
  const auto credential = azure::identity::ClientSecretCredential::Create(
      sample.tenant.id(), sample.client_id, sample.secret, options);
  const auto ctx = azure::identity::Context::Background();
  for ([[maybe_unused]] auto _ : state) {
    const auto token = (*credential)->GetToken(ctx, {{kScope}, "", "{}", false});
    if (!token.ok()) state.SkipWithError(std::string(token.status().message()).c_str());
  }
}
BENCHMARK(BM_GetTokenThatAsks)->UseRealTime()->Unit(benchmark::kMicrosecond);

std::size_t Append(char* data, std::size_t, std::size_t size, void* body) {
  static_cast<std::string*>(body)->append(data, size);
  return size;
}

void BM_SamePostByCurl(benchmark::State& state) {
  const auto fakes = StartFakes(state);
  if (fakes == nullptr) return;
  const Sample sample;
  const std::string url =
      absl::StrCat("https://login.microsoftonline.com/", sample.tenant.id(), "/oauth2/v2.0/token");
  const std::string form = absl::StrCat(
      "claims=%7B%7D&client_id=", sample.client_id, "&client_secret=", sample.secret,
      "&grant_type=client_credentials&scope=https%3A%2F%2Fmanagement.azure.com%2F.default+openid+"
      "offline_access+profile");
  std::string ca = fakes->ca_pem();
  curl_blob blob{ca.data(), ca.size(), CURL_BLOB_NOCOPY};
  const std::string route = absl::StrCat("::127.0.0.1:", fakes->port());
  curl_slist* routes = curl_slist_append(nullptr, route.c_str());
  std::string body;
  CURL* const curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_CONNECT_TO, routes);
  curl_easy_setopt(curl, CURLOPT_CAINFO_BLOB, &blob);
  curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, form.c_str());
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &Append);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
  for ([[maybe_unused]] auto _ : state) {
    body.clear();
    const CURLcode code = curl_easy_perform(curl);
    if (code != CURLE_OK) state.SkipWithError(curl_easy_strerror(code));
  }
  if (body.find("access_token") == std::string::npos) state.SkipWithError(body.c_str());
  curl_easy_cleanup(curl);
  curl_slist_free_all(routes);
}
BENCHMARK(BM_SamePostByCurl)->UseRealTime()->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace azmock

BENCHMARK_MAIN();
