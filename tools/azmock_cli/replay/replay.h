// Replays a scenario with the C++ library against fakes of its own.
#ifndef TOOLS_AZMOCK_CLI_REPLAY_REPLAY_H_
#define TOOLS_AZMOCK_CLI_REPLAY_REPLAY_H_

#include <string>

#include "absl/status/statusor.h"
#include "mock_common/scenario/scenario.pb.h"
#include "tools/azmock_cli/replay/scenario_client.h"

namespace azmock {

struct Replay {
  ClientOutcome outcome;
  std::string requests;           // see RequestsText
  std::string journal;            // as JSON lines
  mock::scenario::Client client;  // as it ran: with the assertions that were minted
};

// Starts fakes in the scenario's own time, runs its client, returns what
// happened. Virtual waits take no real time. Two replays of one scenario give
// the same bytes, but for ports and keys.
absl::StatusOr<Replay> RunReplay(const mock::scenario::Scenario& scenario);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_REPLAY_REPLAY_H_
