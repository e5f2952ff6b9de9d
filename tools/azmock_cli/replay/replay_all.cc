#include "tools/azmock_cli/replay/replay_all.h"

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_server/server_keys.h"
#include "tools/azmock_cli/replay/golden.h"
#include "tools/azmock_cli/replay/replay.h"

namespace azmock {
namespace {

using mock::scenario::Scenario;

ReplayResult ReplayOne(const Scenario& scenario, const Parity& parity,
                       std::shared_ptr<ServerKeys> keys) {
  using Kind = ReplayResult::Kind;
  if (!scenario.has_client()) return {Kind::kNotReplayed, "it has no client"};
  if (const std::string& none = scenario.oracle().none(); !none.empty()) {
    return {Kind::kNotReplayed, absl::StrCat("nothing was recorded: ", none)};
  }
  const auto replay = RunReplay(scenario, std::move(keys));
  if (!replay.ok()) return {Kind::kFailed, std::string(replay.status().message())};
  auto difference = DifferenceFromGolden(scenario.id(), *replay, parity);
  if (absl::IsNotFound(difference.status())) {
    return {Kind::kNotReplayed, std::string(difference.status().message())};
  }
  if (!difference.ok()) return {Kind::kFailed, std::string(difference.status().message())};
  return {difference->empty() ? Kind::kEqual : Kind::kDiffers, *std::move(difference)};
}

}  // namespace

std::vector<ReplayResult> ReplayAll(const std::vector<const Scenario*>& scenarios,
                                    const Parity& parity, unsigned jobs,
                                    const std::function<void(const ReplayResult&)>& done) {
  // One for all: making them takes longer than a replay. Without, each makes its own, or fails.
  const auto made = ServerKeys::Make(mock::jwt::SigningKey::Generate(absl::Now()));
  const std::shared_ptr<ServerKeys> keys = made.ok() ? *made : nullptr;
  std::vector<ReplayResult> results(scenarios.size());
  std::atomic<std::size_t> next = 0;
  std::mutex one_at_a_time;
  const auto work = [&] {
    for (std::size_t i = next++; i < scenarios.size(); i = next++) {
      results[i] = ReplayOne(*scenarios[i], parity, keys);
      const std::lock_guard<std::mutex> lock(one_at_a_time);
      done(results[i]);
    }
  };
  std::vector<std::thread> threads;
  while (threads.size() + 1 < jobs) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  return results;
}

}  // namespace azmock
