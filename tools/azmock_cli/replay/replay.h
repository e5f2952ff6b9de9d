// Replays a scenario with the C++ library against fakes of its own.
#ifndef TOOLS_AZMOCK_CLI_REPLAY_REPLAY_H_
#define TOOLS_AZMOCK_CLI_REPLAY_REPLAY_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "mock_common/journal/journal_entry.h"
#include "mock_server/scenario/scenario.pb.h"
#include "mock_server/server_keys.h"
#include "tools/azmock_cli/replay/scenario_client.h"

namespace azmock {

struct Replay {
  ClientOutcome outcome;
  std::string requests;  // see RequestsText
  std::string journal;   // as JSON lines
  std::vector<mock::scenario::JournalEntry> exchanges;
  absl::Time began;               // of the fakes
  mock::scenario::Client client;  // as it ran: with the assertions that were minted
};

// Starts fakes in the scenario's own time, runs its client, returns what
// happened. Virtual waits take no real time. Two replays of one scenario give
// the same bytes, but for ports and keys. Many replays in a process can share the
// keys, which take longer to make than the rest; null makes new ones.
absl::StatusOr<Replay> RunReplay(const mock::scenario::Scenario& scenario,
                                 std::shared_ptr<ServerKeys> keys = nullptr);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_REPLAY_REPLAY_H_
