// How long a replay takes, one after the other in one process, and how long all do, as many at a
// time as there are processors: `azmock replay --all`.
//
//   bazel run -c opt //integration_tests/benchmarks:replay_benchmark
#include <algorithm>
#include <iostream>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_server/scenario/scenario.pb.h"
#include "mock_server/scenario/scenario_files.h"
#include "mock_server/server_keys.h"
#include "tools/azmock_cli/replay/golden.h"
#include "tools/azmock_cli/replay/replay.h"
#include "tools/azmock_cli/replay/replay_all.h"

namespace azmock {
namespace {

using Scenarios = std::vector<const mock::scenario::Scenario*>;

int Fail(const absl::Status& status) {
  std::cerr << status.message() << "\n";
  return 1;
}

absl::Status TimeOneByOne(const Scenarios& scenarios) {
  const auto keys = ServerKeys::Make(mock::jwt::SigningKey::Generate(absl::Now()));
  if (!keys.ok()) return keys.status();
  std::vector<double> milliseconds;
  for (const auto* scenario : scenarios) {
    const absl::Time start = absl::Now();
    const auto replay = RunReplay(*scenario, *keys);
    if (!replay.ok()) {
      return absl::Status(replay.status().code(),
                          absl::StrCat(scenario->id(), ": ", replay.status().message()));
    }
    milliseconds.push_back(absl::ToDoubleMilliseconds(absl::Now() - start));
  }
  std::sort(milliseconds.begin(), milliseconds.end());
  std::cout << absl::StrFormat("%d replays: median %.1f ms, longest %.1f ms\n", milliseconds.size(),
                               milliseconds[milliseconds.size() / 2], milliseconds.back());
  return absl::OkStatus();
}

absl::Status TimeAll(const Scenarios& scenarios, const Parity& parity) {
  const absl::Time start = absl::Now();
  const auto results = ReplayAll(
      scenarios, parity, std::max(1U, std::thread::hardware_concurrency()), [](const auto&) {});
  std::cout << absl::StrFormat("all of them in %.2f s\n",
                               absl::ToDoubleSeconds(absl::Now() - start));
  const bool bad =
      std::any_of(results.begin(), results.end(), [](const auto& result) { return result.bad(); });
  return bad ? absl::InternalError("a replay differs from azidentity: azmock replay --all says how")
             : absl::OkStatus();
}

int Main() {
  const auto library = LoadScenarios();
  if (!library.ok()) return Fail(library.status());
  const auto parity = ReadParity();
  if (!parity.ok()) return Fail(parity.status());
  Scenarios scenarios;
  for (const auto* scenario : library->All()) {
    if (scenario->has_client()) scenarios.push_back(scenario);
  }
  absl::Status timed = TimeOneByOne(scenarios);
  if (timed.ok()) timed = TimeAll(scenarios, *parity);
  return timed.ok() ? 0 : Fail(timed);
}

}  // namespace
}  // namespace azmock

int main() { return azmock::Main(); }
