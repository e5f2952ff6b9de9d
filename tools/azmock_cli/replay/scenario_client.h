// Makes a scenario's client calls with the C++ library.
#ifndef TOOLS_AZMOCK_CLI_REPLAY_SCENARIO_CLIENT_H_
#define TOOLS_AZMOCK_CLI_REPLAY_SCENARIO_CLIENT_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "mock_server/fakes.h"
#include "mock_server/scenario/scenario.pb.h"

namespace azmock {

struct LogRecord {
  std::string event;
  std::string message;
};

// What came of the calls. A call made by several threads at once has one
// outcome: the first thread's error, or OK.
struct ClientOutcome {
  // One per get_token, authenticate and send_request call; the last one may be the constructor's
  // error.
  std::vector<absl::Status> results;
  // The last record that authenticate returned, as JSON; "" if there is none.
  std::string record;
  std::vector<LogRecord> log;
  // All that get_token calls returned.
  std::vector<std::string> tokens;

  // The last call's.
  const absl::Status& last() const { return results.back(); }
};

// Runs `scenario.client()` against `fakes`, whose clock both sides use. Host
// names in URLs stay real; every connection goes to the fakes. Assertions must be
// texts and certificates `data` by now. Errors (of the scenario, not of the calls):
// kInvalidArgument if it has no client, kNotFound if it removes a file that is not;
// what keeps a person from acting.
absl::StatusOr<ClientOutcome> RunScenarioClient(const mock::scenario::Scenario& scenario,
                                                Fakes& fakes);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_REPLAY_SCENARIO_CLIENT_H_
