#include "identity/seams/browser.h"

#include <string.h>

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace azure::identity {
namespace {

constexpr const char* kPrograms[] = {"xdg-open", "x-www-browser", "www-browser"};

// How a program ended, in the words of Go's os.ProcessState.
absl::Status Outcome(const ProcessResult& result) {
  if (result.signal != 0) {
    const char* const description = sigdescr_np(result.signal);
    return absl::UnavailableError(
        absl::StrCat("signal: ", description == nullptr ? absl::StrCat("signal ", result.signal)
                                                        : absl::AsciiStrToLower(description)));
  }
  if (result.exit_code == 0) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat("exit status ", result.exit_code));
}

class ProgramBrowser final : public Browser {
 public:
  ProgramBrowser(std::shared_ptr<ProcessRunner> processes, std::shared_ptr<Environment> environment)
      : processes_(std::move(processes)), environment_(std::move(environment)) {}

  absl::Status Open(const Context& ctx, const std::string& url) override {
    for (const char* program : kPrograms) {
      ProcessRequest request;
      request.argv = {program, url};
      request.environment = environment_->All();
      // The browser itself often outlives the program that starts it.
      request.discard_output = true;
      request.outlives_context = true;
      const absl::StatusOr<ProcessResult> result = processes_->Run(ctx, request);
      if (result.ok()) return Outcome(*result);
      if (result.status().code() != absl::StatusCode::kNotFound) return result.status();
    }
    return absl::NotFoundError(absl::StrCat("exec: \"", absl::StrJoin(kPrograms, ","),
                                            "\": executable file not found in $PATH"));
  }

 private:
  const std::shared_ptr<ProcessRunner> processes_;
  const std::shared_ptr<Environment> environment_;
};

}  // namespace

std::shared_ptr<Browser> NewBrowser(std::shared_ptr<ProcessRunner> processes,
                                    std::shared_ptr<Environment> environment) {
  return std::make_shared<ProgramBrowser>(std::move(processes), std::move(environment));
}

}  // namespace azure::identity
