#include "tools/azmock_cli/replay/scenario_processes.h"

#include <csignal>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "mock_imds/fake_tools/tool_run.h"
#include "tools/azmock_cli/replay/shell_words.h"

namespace azmock {
namespace {

using azure::identity::Clock;
using azure::identity::Context;
using azure::identity::ProcessRequest;
using azure::identity::ProcessResult;

class Processes : public azure::identity::ProcessRunner {
 public:
  Processes(Fakes& fakes, std::shared_ptr<Clock> clock) : fakes_(fakes), clock_(std::move(clock)) {}

  absl::StatusOr<ProcessResult> Run(const Context& ctx, const ProcessRequest& request) override {
    if (auto ended = ctx.Err(clock_->Now()); !ended.ok()) return ended;
    if (request.argv.size() != 3 || request.argv[0] != "/bin/sh" || request.argv[1] != "-c") {
      return absl::NotFoundError(absl::StrCat("exec: \"",
                                              request.argv.empty() ? "" : request.argv[0],
                                              "\": executable file not found in $PATH"));
    }
    mock::imds::ToolInvocation invocation;
    invocation.argv = ShellWords(request.argv[2]);
    invocation.working_directory = request.working_directory;
    return Enact(ctx, fakes_.RunTool(invocation));
  }

 private:
  absl::StatusOr<ProcessResult> Enact(const Context& ctx, mock::imds::ToolOutcome outcome) {
    ProcessResult result;
    if (outcome.endless_output) {
      return absl::ResourceExhaustedError("the program printed more than 4 MiB");
    }
    if (outcome.delay > absl::ZeroDuration() &&
        !clock_->SleepUntil(ctx, clock_->Now() + outcome.delay).ok()) {
      result.signal = SIGKILL;
      return result;
    }
    result.exit_code = outcome.exit_code;
    result.output_left_open = outcome.child_keeps_output_open;
    result.out = std::move(outcome.out);
    result.err = std::move(outcome.err);
    return result;
  }

  Fakes& fakes_;
  const std::shared_ptr<Clock> clock_;
};

}  // namespace

std::shared_ptr<azure::identity::ProcessRunner> ScenarioProcesses(Fakes& fakes,
                                                                  std::shared_ptr<Clock> clock) {
  return std::make_shared<Processes>(fakes, std::move(clock));
}

}  // namespace azmock
