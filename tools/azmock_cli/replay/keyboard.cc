#include "tools/azmock_cli/replay/keyboard.h"

#include <csignal>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "mock_common/http/url.h"

namespace azmock {

using azure::identity::Clock;
using azure::identity::Context;
using azure::identity::DeviceCodeMessage;
using azure::identity::ProcessRequest;
using azure::identity::ProcessResult;
using azure::identity::ProcessRunner;
using mock::scenario::Person;

// The first program that opens pages on Linux is the only one.
class Keyboard::BrowserPrograms final : public ProcessRunner {
 public:
  BrowserPrograms(Keyboard* keyboard, std::shared_ptr<Clock> clock)
      : keyboard_(keyboard), clock_(std::move(clock)) {}

  absl::StatusOr<ProcessResult> Run(const Context& ctx, const ProcessRequest& request) override {
    const auto& options = keyboard_->client_.interactive_browser();
    if (options.no_browser() || request.argv.at(0) != "xdg-open") {
      return absl::NotFoundError(
          absl::StrCat("exec: \"", request.argv.at(0), "\": executable file not found in $PATH"));
    }
    ProcessResult result;
    result.exit_code = options.browser_exit_status();
    if (result.exit_code != 0) return result;
    const auto returned =
        keyboard_->OpenBrowser().Browse(keyboard_->NextPerson(), request.argv.back());
    if (!returned.ok()) keyboard_->Note(returned.status());
    // The client cancels when it has its answer. If it does not, this was none, or nobody came
    // back, and nothing else will happen: the clock may go on.
    if (!returned.ok() || ctx.cancelled()) return result;
    (void)clock_->SleepUntil(ctx, absl::InfiniteFuture());
    result.signal = SIGKILL;
    return result;
  }

 private:
  Keyboard* const keyboard_;
  const std::shared_ptr<Clock> clock_;
};

Keyboard::Keyboard(const mock::scenario::Client& client, const Fakes& fakes)
    : client_(client), fakes_(fakes) {}

ScriptedBrowser Keyboard::OpenBrowser() const {
  return ScriptedBrowser(mock::http::HostAndPort(fakes_.address(), fakes_.port()),
                         fakes_.server_pem());
}

std::shared_ptr<ProcessRunner> Keyboard::Programs(std::shared_ptr<Clock> clock) {
  return std::make_shared<BrowserPrograms>(this, std::move(clock));
}

absl::Status Keyboard::Prompt(const DeviceCodeMessage& message) {
  const std::string& error = client_.device_code().prompt_error();
  if (!error.empty()) return absl::UnknownError(error);
  const auto visited =
      OpenBrowser().EnterCode(NextPerson(), message.verification_url, message.user_code);
  if (!visited.ok()) Note(visited.status());
  return absl::OkStatus();
}

void Keyboard::Note(const absl::Status& problem) {
  const std::lock_guard<std::mutex> lock(mutex_);
  problem_.Update(problem);
}

absl::Status Keyboard::problem() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return problem_;
}

}  // namespace azmock
