// How long a replay takes, for every scenario, in one process.
//
//   bazel run -c opt //integration_tests/benchmarks:replay_benchmark
#include <algorithm>
#include <iostream>
#include <vector>

#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_server/scenario/scenario_files.h"
#include "mock_server/server_keys.h"
#include "tools/azmock_cli/replay/replay.h"

namespace azmock {
namespace {

int Main() {
  const auto library = LoadScenarios();
  if (!library.ok()) {
    std::cerr << library.status().message() << "\n";
    return 1;
  }
  const auto keys = ServerKeys::Make(mock::jwt::SigningKey::Generate(absl::Now()));
  if (!keys.ok()) {
    std::cerr << keys.status().message() << "\n";
    return 1;
  }
  std::vector<double> milliseconds;
  const absl::Time beginning = absl::Now();
  for (const auto* scenario : library->All()) {
    if (!scenario->has_client()) continue;
    const absl::Time start = absl::Now();
    const auto replay = RunReplay(*scenario, *keys);
    if (!replay.ok()) {
      std::cerr << scenario->id() << ": " << replay.status().message() << "\n";
      return 1;
    }
    milliseconds.push_back(absl::ToDoubleMilliseconds(absl::Now() - start));
  }
  std::sort(milliseconds.begin(), milliseconds.end());
  std::cout << absl::StrFormat("%d replays: median %.1f ms, longest %.1f ms\n", milliseconds.size(),
                               milliseconds[milliseconds.size() / 2], milliseconds.back())
            << absl::StrFormat("all of them in %.2f s\n",
                               absl::ToDoubleSeconds(absl::Now() - beginning));
  return 0;
}

}  // namespace
}  // namespace azmock

int main() { return azmock::Main(); }
