// Requests per second of the mocks' server next to nginx's: a static body of 1.5 KB,
// 16 keep-alive connections, one server thread, one load thread.
//
//   bazel run -c opt //mock_common/http/benchmarks:server_benchmark
#include <cstdio>
#include <string>

#include "mock_common/http/benchmarks/nginx.h"
#include "mock_common/http/load_generator.h"
#include "mock_common/http/server.h"

namespace {

using mock::http::GenerateLoad;
using mock::http::LoadOptions;
using mock::http::LoadResult;
using mock::http::Nginx;
using mock::http::Reply;
using mock::http::Request;
using mock::http::Server;

// As long as a token request with a client secret.
std::string TokenRequest() {
  const std::string body =
      "client_id=11111111-1111-1111-1111-111111111111&client_info=1&client_secret="
      "0123456789012345678901234567890123456789&grant_type=client_credentials&"
      "scope=https%3A%2F%2Fvault.azure.net%2F.default+openid+offline_access+profile";
  return "POST /22222222-2222-2222-2222-222222222222/oauth2/v2.0/token HTTP/1.1\r\n"
         "Host: login.microsoftonline.com\r\nUser-Agent: benchmark\r\nContent-Length: " +
         std::to_string(body.size()) +
         "\r\nClient-Request-Id: 33333333-3333-3333-3333-333333333333\r\n"
         "Content-Type: application/x-www-form-urlencoded\r\nAccept: application/json\r\n"
         "Return-Client-Request-Id: false\r\nX-Client-Os: linux\r\n\r\n" +
         body;
}

double Measure(const char* name, std::uint16_t port) {
  LoadOptions options;
  options.port = port;
  options.request = TokenRequest();
  options.duration = absl::Milliseconds(300);
  (void)GenerateLoad(options);  // warms up
  options.duration = absl::Seconds(4);
  const auto result = GenerateLoad(options);
  if (!result.ok()) {
    std::printf("%-12s %s\n", name, std::string(result.status().message()).c_str());
    return 0;
  }
  std::printf("%-12s %8.0f requests/s, median %4.0f us, p99 %4.0f us, %lld failures\n", name,
              result->PerSecond(), absl::ToDoubleMicroseconds(result->median_latency),
              absl::ToDoubleMicroseconds(result->p99_latency),
              static_cast<long long>(result->failures));
  return result->PerSecond();
}

}  // namespace

int main() {
  const std::string body(1500, 'x');
  auto server = Server::Start({}, [&body](const Request&) {
    Reply reply;
    reply.response.headers = {{"Content-Type", "application/json; charset=utf-8"}};
    reply.response.body = body;
    return reply;
  });
  if (!server.ok()) {
    std::fprintf(stderr, "%s\n", std::string(server.status().message()).c_str());
    return 3;
  }
  const auto nginx = Nginx::Start(body);
  if (!nginx.ok()) std::printf("no yardstick: %s\n", std::string(nginx.status().message()).c_str());
  for (int round = 0; round < 3; ++round) {
    const double ours = Measure("mock server", (*server)->port());
    if (!nginx.ok()) continue;
    const double theirs = Measure("nginx", (*nginx)->port());
    std::printf("%-12s %8.2f (aim: at least 0.50)\n", "ratio", ours / theirs);
  }
  return 0;
}
