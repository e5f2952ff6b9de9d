// Says how long a GetToken of the Azure SDK for C++ takes whose token is cached, in nanoseconds: on
// one thread, and on eight at a time. Nothing is asked over a network.
#include <azure/core/http/transport.hpp>
#include <azure/core/io/body_stream.hpp>
#include <azure/identity/client_secret_credential.hpp>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace http = Azure::Core::Http;
using Azure::Core::Context;
using Azure::Core::Credentials::TokenRequestContext;
using Clock = std::chrono::steady_clock;

constexpr int kCalls = 200000;

// Answers what the credential asks before it has a token.
class Entra final : public http::HttpTransport {
 public:
  std::unique_ptr<http::RawResponse> Send(http::Request&, Context const&) override {
    auto response = std::make_unique<http::RawResponse>(1, 1, http::HttpStatusCode::Ok, "OK");
    response->SetBodyStream(std::make_unique<Azure::Core::IO::MemoryBodyStream>(
        reinterpret_cast<const std::uint8_t*>(body_.data()), body_.size()));
    return response;
  }

 private:
  const std::string body_ = R"({"token_type":"Bearer","expires_in":86400,"access_token":")" +
                            std::string(1500, 'x') + "\"}";
};

template <typename Credential>
double NanosecondsPerCall(const Credential& credential, int threads) {
  TokenRequestContext wanted;
  wanted.Scopes = {"https://vault.azure.net/.default"};
  wanted.MinimumExpiration = std::chrono::minutes(2);
  const auto begun = Clock::now();
  std::vector<std::thread> running;
  for (int i = 0; i < threads; ++i) {
    running.emplace_back([&credential, wanted] {
      for (int call = 0; call < kCalls; ++call) credential.GetToken(wanted, Context());
    });
  }
  for (std::thread& thread : running) thread.join();
  const std::chrono::duration<double, std::nano> took = Clock::now() - begun;
  return took.count() / kCalls / threads;
}

}  // namespace

int main() {
  Azure::Identity::ClientSecretCredentialOptions options;
  options.Transport.Transport = std::make_shared<Entra>();
  const Azure::Identity::ClientSecretCredential credential("11111111-1111-4111-8111-111111111111",
                                                           "22222222-2222-4222-8222-222222222222",
                                                           "secret", options);
  NanosecondsPerCall(credential, 1);  // the first one asks
  std::printf("{\"one\": %.1f, \"eight\": %.1f}\n", NanosecondsPerCall(credential, 1),
              NanosecondsPerCall(credential, 8));
  return 0;
}
