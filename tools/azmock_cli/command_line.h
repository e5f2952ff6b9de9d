// What azmock's commands have in common: exit codes, error lines, files.
#ifndef TOOLS_AZMOCK_CLI_COMMAND_LINE_H_
#define TOOLS_AZMOCK_CLI_COMMAND_LINE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tools/azmock_cli/command.h"

namespace azmock {

enum ExitCode {
  kSuccess = 0,
  kDiffers = 1,      // a check or replay differed
  kUsage = 2,        // wrong arguments, unknown scenario, malformed scenario file
  kCannotStart = 3,  // a port, a path or a runtime file is not to be had, or not written to its end
};

// Each adds one command to `app`; `action` must live as long.
void AddBrowseCommand(CLI::App& app, Action& action);
void AddCheckCommand(CLI::App& app, Action& action);
void AddCompletionCommand(CLI::App& app, Action& action);
void AddExplainCommand(CLI::App& app, Action& action);
void AddFakesCommand(CLI::App& app, Action& action);
void AddMaskCommand(CLI::App& app, Action& action);
void AddReplayCommand(CLI::App& app, Action& action);
void AddReproCommand(CLI::App& app, Action& action);
void AddRunCommand(CLI::App& app, Action& action);
void AddScenariosCommand(CLI::App& app, Action& action);
void AddServeCommand(CLI::App& app, Action& action);
void AddShowCommand(CLI::App& app, Action& action);
void AddWatchCommand(CLI::App& app, Action& action);

// Prints "azmock: <message>" to standard error; returns the exit code that fits
// the status: kUsage for kInvalidArgument and kNotFound, else kCannotStart.
int Fail(const absl::Status& status);

// A file's content, or that of standard input for "" and "-". The error names which.
absl::StatusOr<std::string> ReadInput(const std::string& file);

// Where the error text of the scenario in a file stands: "a.error.txt" for "a.textproto".
std::string ErrorFileOf(const std::string& scenario_path);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_COMMAND_LINE_H_
