// What the transport adds to a request on a kept connection.
//
//   bazel run -c opt //identity/transport:curl_transport_benchmark
//
// The yardstick in the same run is the same POST by bare libcurl, on an easy
// handle that is set up once. Both ask a server in this process, over TLS.
#include <curl/curl.h>

#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "benchmark/benchmark.h"
#include "identity/internal/testing/test_server.h"
#include "identity/testing/fake_environment.h"
#include "identity/transport/curl_transport.h"

namespace azure::identity {
namespace {

class TokenServer {
 public:
  TokenServer() {
    server_.Serve([this](TestServer::Connection& connection) {
      if (!connection.StartTls(certificate_.certificate, certificate_.key)) return;
      const std::string response =
          absl::StrCat("HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\n",
                       "Content-Length: 1500\r\n\r\n", std::string(1500, 'x'));
      while (!connection.ReadRequest().empty()) connection.Write(response);
    });
  }

  const std::string& ca_pem() const { return certificate_.certificate; }
  std::string Url() const { return absl::StrCat("https://", server_.Address(), "/t/token"); }

 private:
  const TestCertificate certificate_ = MakeTestCertificate("login.example.test");
  TestServer server_;
};

constexpr char kContentType[] = "application/x-www-form-urlencoded; charset=utf-8";
constexpr std::size_t kFormSize = 250;

void BM_WarmPost(benchmark::State& state) {
  const TokenServer server;
  CurlTransportOptions options;
  options.ca_pem = server.ca_pem();
  const auto transport =
      NewCurlTransport(std::move(options), RealClock(), std::make_shared<FakeEnvironment>());
  const HttpRequest request{
      "POST", server.Url(), {{"Content-Type", kContentType}}, std::string(kFormSize, 'f')};
  for ([[maybe_unused]] auto _ : state) {
    const auto response = transport->Send(Context::Background(), request);
    if (!response.ok() || response->body.size() != 1500) state.SkipWithError("no response");
  }
}
BENCHMARK(BM_WarmPost)->UseRealTime()->Unit(benchmark::kMicrosecond);

std::size_t Append(char* data, std::size_t, std::size_t size, void* body) {
  static_cast<std::string*>(body)->append(data, size);
  return size;
}

void BM_WarmPostByBareLibcurl(benchmark::State& state) {
  const TokenServer server;
  const std::unique_ptr<CURL, void (*)(CURL*)> easy(curl_easy_init(), curl_easy_cleanup);
  const std::unique_ptr<curl_slist, void (*)(curl_slist*)> headers(
      curl_slist_append(nullptr, absl::StrCat("Content-Type: ", kContentType).c_str()),
      curl_slist_free_all);
  curl_blob pem{};
  pem.data = const_cast<char*>(server.ca_pem().data());
  pem.len = server.ca_pem().size();
  const std::string form(kFormSize, 'f');
  std::string body;
  curl_easy_setopt(easy.get(), CURLOPT_URL, server.Url().c_str());
  curl_easy_setopt(easy.get(), CURLOPT_CAINFO_BLOB, &pem);
  curl_easy_setopt(easy.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(form.size()));
  curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDS, form.data());
  curl_easy_setopt(easy.get(), CURLOPT_WRITEFUNCTION, Append);
  curl_easy_setopt(easy.get(), CURLOPT_WRITEDATA, &body);
  for ([[maybe_unused]] auto _ : state) {
    body.clear();
    if (curl_easy_perform(easy.get()) != CURLE_OK || body.size() != 1500) {
      state.SkipWithError("no response");
    }
  }
}
BENCHMARK(BM_WarmPostByBareLibcurl)->UseRealTime()->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace azure::identity

BENCHMARK_MAIN();
