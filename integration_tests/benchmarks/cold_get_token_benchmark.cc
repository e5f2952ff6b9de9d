// What the library adds to a token request that has to be sent.
//
//   bazel run -c opt //integration_tests/benchmarks:cold_get_token_benchmark
//
// Both sides ask the fake Entra ID in this process, over TLS on a connection
// that is kept. The yardstick is the same POST, header by header, by bare libcurl.
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

// Keeps what was sent last.
class RecordingTransport final : public azure::identity::HttpTransport {
 public:
  explicit RecordingTransport(std::shared_ptr<HttpTransport> transport)
      : transport_(std::move(transport)) {}

  absl::StatusOr<azure::identity::HttpResponse> Send(
      const azure::identity::Context& ctx, const azure::identity::HttpRequest& request) override {
    sent_ = request;
    return transport_->Send(ctx, request);
  }

  const azure::identity::HttpRequest& sent() const { return sent_; }

 private:
  const std::shared_ptr<HttpTransport> transport_;
  azure::identity::HttpRequest sent_;
};

std::string RouteTo(const Fakes& fakes) { return absl::StrCat("::127.0.0.1:", fakes.port()); }

std::shared_ptr<azure::identity::HttpTransport> TransportTo(const Fakes& fakes) {
  azure::identity::CurlTransportOptions curl;
  curl.ca_pem = fakes.ca_pem();
  curl.connect_to = {RouteTo(fakes)};
  return azure::identity::NewCurlTransport(curl);
}

std::unique_ptr<azure::identity::ClientSecretCredential> CredentialBy(
    std::shared_ptr<azure::identity::HttpTransport> transport) {
  const Sample sample;
  azure::identity::ClientSecretCredentialOptions options;
  options.client.transport = std::move(transport);
  return *azure::identity::ClientSecretCredential::Create(sample.tenant.id(), sample.client_id,
                                                          sample.secret, options);
}

// Claims make each call ask: the cache is for calls without.
void Ask(azure::identity::TokenCredential& credential, benchmark::State& state) {
  const auto token =
      credential.GetToken(azure::identity::Context::Background(), {{kScope}, "", "{}", false});
  if (!token.ok()) state.SkipWithError(std::string(token.status().message()).c_str());
}

void BM_GetTokenThatAsks(benchmark::State& state) {
  const auto fakes = StartFakes(state);
  if (fakes == nullptr) return;
  const auto credential = CredentialBy(TransportTo(*fakes));
  for ([[maybe_unused]] auto _ : state) Ask(*credential, state);
}
BENCHMARK(BM_GetTokenThatAsks)->UseRealTime()->Unit(benchmark::kMicrosecond);

std::size_t Append(char* data, std::size_t, std::size_t size, void* body) {
  static_cast<std::string*>(body)->append(data, size);
  return size;
}

void BM_SamePostByCurl(benchmark::State& state) {
  const auto fakes = StartFakes(state);
  if (fakes == nullptr) return;
  const auto recorder = std::make_shared<RecordingTransport>(TransportTo(*fakes));
  Ask(*CredentialBy(recorder), state);
  const azure::identity::HttpRequest& same = recorder->sent();
  curl_slist* headers = nullptr;
  for (const auto& [name, value] : same.headers.fields()) {
    headers = curl_slist_append(headers, absl::StrCat(name, ": ", value).c_str());
  }
  std::string ca = fakes->ca_pem();
  curl_blob blob{ca.data(), ca.size(), CURL_BLOB_NOCOPY};
  curl_slist* routes = curl_slist_append(nullptr, RouteTo(*fakes).c_str());
  std::string body;
  CURL* const curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, same.url.c_str());
  curl_easy_setopt(curl, CURLOPT_CONNECT_TO, routes);
  curl_easy_setopt(curl, CURLOPT_CAINFO_BLOB, &blob);
  curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, same.body.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "gzip");
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &Append);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
  for ([[maybe_unused]] auto _ : state) {
    body.clear();
    const CURLcode code = curl_easy_perform(curl);
    if (code != CURLE_OK) state.SkipWithError(curl_easy_strerror(code));
  }
  if (body.find("access_token") == std::string::npos) state.SkipWithError(body.c_str());
  curl_easy_cleanup(curl);
  curl_slist_free_all(headers);
  curl_slist_free_all(routes);
}
BENCHMARK(BM_SamePostByCurl)->UseRealTime()->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace azmock

BENCHMARK_MAIN();
