// What it costs the server that a page watches.
//
//   bazel run -c opt //integration_tests/benchmarks:watched_server_benchmark
//
// All fakes in this process, one load thread, 16 kept connections; each request gets a token with a
// signature of its own. Then the same while somebody follows the journal as the console does.
#include <algorithm>
#include <iostream>
#include <string>
#include <thread>

#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "integration_tests/benchmarks/token_request.h"
#include "mock_common/http/load_generator.h"
#include "mock_common/http/raw_client.h"
#include "mock_server/fakes.h"

namespace azmock {
namespace {

constexpr absl::Duration kDuration = absl::Seconds(3);
constexpr int kRounds = 3;

// Reads what the journal tells, until it is told to end.
class Watcher {
 public:
  explicit Watcher(std::uint16_t port) : client_(mock::http::RawClient::Connect(port)) {
    client_.Send("GET /_mock/v1/WatchJournal HTTP/1.1\r\nHost: localhost\r\n\r\n");
    thread_ = std::thread([this] { bytes_ = client_.ReadAll().size(); });
  }
  std::size_t End() {
    client_.HalfClose();
    thread_.join();
    return bytes_;
  }

 private:
  mock::http::RawClient client_;
  std::size_t bytes_ = 0;
  std::thread thread_;
};

double TokensPerSecond(std::uint16_t port) {
  mock::http::LoadOptions load;
  load.port = port;
  load.request = TokenRequest("localhost");
  load.duration = kDuration;
  const auto result = mock::http::GenerateLoad(load);
  return result.ok() && result->failures == 0 ? result->PerSecond() : 0;
}

int Main() {
  FakesOptions options;
  options.control_token = "";
  const auto fakes = Fakes::Start(options);
  if (!fakes.ok()) {
    std::cerr << fakes.status() << "\n";
    return 1;
  }
  const std::uint16_t port = (*fakes)->http_port();
  TokensPerSecond(port);  // Warms up.
  double alone = 0;
  double watched = 0;
  std::size_t bytes = 0;
  for (int round = 0; round < kRounds; ++round) {
    alone = std::max(alone, TokensPerSecond(port));
    Watcher watcher(port);
    watched = std::max(watched, TokensPerSecond(port));
    bytes += watcher.End();
  }
  std::cout << absl::StrFormat("tokens, nobody watches        %9.0f /s\n", alone)
            << absl::StrFormat("tokens, while a page watches  %9.0f /s   %.2f of it\n", watched,
                               watched / alone)
            << absl::StrFormat("told to the page              %9.1f MB\n",
                               static_cast<double>(bytes) / 1e6);
  return watched > 0 ? 0 : 1;
}

}  // namespace
}  // namespace azmock

int main() { return azmock::Main(); }
