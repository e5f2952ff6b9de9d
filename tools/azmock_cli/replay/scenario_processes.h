// The programs that a scenario's client can run: a shell that finds none.
#ifndef TOOLS_AZMOCK_CLI_REPLAY_SCENARIO_PROCESSES_H_
#define TOOLS_AZMOCK_CLI_REPLAY_SCENARIO_PROCESSES_H_

#include <memory>

#include "identity/seams/clock.h"
#include "identity/seams/process_runner.h"

namespace azmock {

// Answers `/bin/sh -c COMMAND` as a shell whose PATH is empty, in no process at all.
// Contexts end by `clock`, the client's. Safe for use by many threads at once.
std::shared_ptr<azure::identity::ProcessRunner> ScenarioProcesses(
    std::shared_ptr<azure::identity::Clock> clock);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_REPLAY_SCENARIO_PROCESSES_H_
