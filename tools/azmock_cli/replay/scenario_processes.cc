#include "tools/azmock_cli/replay/scenario_processes.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace azmock {
namespace {

using azure::identity::Clock;
using azure::identity::Context;
using azure::identity::ProcessRequest;
using azure::identity::ProcessResult;

// A shell's status for a program that it does not find.
constexpr int kNotFound = 127;

class Processes : public azure::identity::ProcessRunner {
 public:
  explicit Processes(std::shared_ptr<Clock> clock) : clock_(std::move(clock)) {}

  absl::StatusOr<ProcessResult> Run(const Context& ctx, const ProcessRequest& request) override {
    if (auto ended = ctx.Err(clock_->Now()); !ended.ok()) return ended;
    if (request.argv.size() != 3 || request.argv[0] != "/bin/sh" || request.argv[1] != "-c") {
      return absl::NotFoundError("exec: executable file not found in $PATH");
    }
    const absl::string_view command = request.argv[2];
    return ProcessResult{
        kNotFound, 0, "",
        absl::StrCat("/bin/sh: 1: ", command.substr(0, command.find(' ')), ": not found\n")};
  }

 private:
  const std::shared_ptr<Clock> clock_;
};

}  // namespace

std::shared_ptr<azure::identity::ProcessRunner> ScenarioProcesses(std::shared_ptr<Clock> clock) {
  return std::make_shared<Processes>(std::move(clock));
}

}  // namespace azmock
