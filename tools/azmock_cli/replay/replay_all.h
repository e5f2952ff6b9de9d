// Many replays in one process.
#ifndef TOOLS_AZMOCK_CLI_REPLAY_REPLAY_ALL_H_
#define TOOLS_AZMOCK_CLI_REPLAY_REPLAY_ALL_H_

#include <functional>
#include <string>
#include <vector>

#include "mock_server/scenario/scenario.pb.h"
#include "tools/azmock_cli/replay/parity.h"

namespace azmock {

// What came of one of them.
struct ReplayResult {
  enum Kind { kEqual, kDiffers, kFailed, kNotReplayed };

  Kind kind = kEqual;
  // The difference from azidentity's error, what failed, or why there is nothing to replay.
  std::string text;

  bool bad() const { return kind == kDiffers || kind == kFailed; }
};

// Replays the scenarios, `jobs` at a time; the results are in their order. `done` is called after
// each, one call at a time, on any thread.
std::vector<ReplayResult> ReplayAll(const std::vector<const mock::scenario::Scenario*>& scenarios,
                                    const Parity& parity, unsigned jobs,
                                    const std::function<void(const ReplayResult&)>& done);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_REPLAY_REPLAY_ALL_H_
