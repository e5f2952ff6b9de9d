// A program that is run to its end, with all that it has started.
#ifndef TOOLS_AZMOCK_CLI_RUN_PROGRAM_H_
#define TOOLS_AZMOCK_CLI_RUN_PROGRAM_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace azmock {

// Blocks SIGINT, SIGTERM, SIGHUP and SIGCHLD in this thread and those that it will start, for
// RunProgram: to be made before any other thread.
class ProgramSignals {
 public:
  ProgramSignals();
  ProgramSignals(const ProgramSignals&) = delete;
  ProgramSignals& operator=(const ProgramSignals&) = delete;
};

// Runs `command` with these variables and this process's input and outputs, and passes on the
// signals that would stop this process. `output`, if it is not null, gets what it writes, too: the
// first megabytes. When it has ended, what it has started and left behind is
// killed. Returns the exit code, or 128 and the number of the signal that ended it. Errors:
// kNotFound and kUnavailable if it cannot be run, naming it.
absl::StatusOr<int> RunProgram(const std::vector<std::string>& command,
                               const std::map<std::string, std::string>& environment,
                               std::string* output = nullptr);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_RUN_PROGRAM_H_
