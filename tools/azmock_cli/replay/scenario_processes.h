// The programs that a scenario's client can run: the fakes' developer tools.
#ifndef TOOLS_AZMOCK_CLI_REPLAY_SCENARIO_PROCESSES_H_
#define TOOLS_AZMOCK_CLI_REPLAY_SCENARIO_PROCESSES_H_

#include <memory>

#include "identity/seams/clock.h"
#include "identity/seams/process_runner.h"
#include "mock_server/fakes.h"

namespace azmock {

// Runs `/bin/sh -c COMMAND` as a shell would whose PATH has the fakes' developer tools and
// nothing else, in no process at all: a tool that takes its time waits on `clock`, the
// client's. `fakes` must outlive it. Safe for use by many threads at once.
std::shared_ptr<azure::identity::ProcessRunner> ScenarioProcesses(
    Fakes& fakes, std::shared_ptr<azure::identity::Clock> clock);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_REPLAY_SCENARIO_PROCESSES_H_
