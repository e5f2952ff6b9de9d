#include "identity/internal/developer_tools/tool_command.h"

#include <signal.h>
#include <string.h>

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "identity/errors.h"
#include "identity/internal/errors/error_format.h"
#include "identity/internal/text/shown_body.h"

namespace azure::identity::internal {
namespace {

// azidentity's.
constexpr absl::Duration kLimit = absl::Seconds(10);

// A shell's status for a program that it does not find.
constexpr int kNotFound = 127;

absl::string_view TrimLineEnds(absl::string_view text) {
  const auto is_line_end = [](char c) { return c == '\r' || c == '\n'; };
  while (!text.empty() && is_line_end(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_line_end(text.back())) text.remove_suffix(1);
  return text;
}

// A child that keeps the output open does no harm once something came through it.
bool Succeeded(const ProcessResult& result) {
  return result.signal == 0 && result.exit_code == 0 &&
         !(result.output_left_open && result.out.empty());
}

// In the words of Go's os/exec.
std::string HowItEnded(const ProcessResult& result) {
  if (result.signal == 0 && result.exit_code == 0) {
    return "exec: WaitDelay expired before I/O complete";
  }
  if (result.signal == 0) return absl::StrCat("exit status ", result.exit_code);
  if (result.signal == SIGKILL) return "signal: killed";
  return absl::StrCat("signal: ", strsignal(result.signal));
}

}  // namespace

ToolCommand::ToolCommand(std::string credential, const Seams& seams, Explain explain)
    : credential_(std::move(credential)),
      processes_(seams.processes),
      environment_(seams.environment),
      clock_(seams.clock),
      explain_(std::move(explain)),
      lock_(seams.clock) {}

absl::StatusOr<std::string> ToolCommand::Run(const Context& ctx, const std::string& command) {
  const auto hold = lock_.Acquire(ctx);
  absl::StatusOr<ProcessResult> result =
      hold.ok() ? RunProcess(ctx, command) : absl::StatusOr<ProcessResult>(hold.status());
  if (!result.ok()) {
    return AuthenticationFailed(credential_, result.status().message(), result.status().code());
  }
  if (!Succeeded(*result)) {
    const absl::Status ended = clock_->Err(ctx);
    return Failure(*result, ended.ok() ? absl::StatusCode::kUnavailable : ended.code());
  }
  return std::move(result->out);
}

absl::StatusOr<ProcessResult> ToolCommand::RunProcess(const Context& ctx,
                                                      const std::string& command) const {
  const Context limited = ctx.has_deadline() ? ctx : ctx.WithDeadline(clock_->Now() + kLimit);
  return processes_->Run(limited, {{"/bin/sh", "-c", command}, "/bin", environment_->All()});
}

absl::Status ToolCommand::Failure(const ProcessResult& result, absl::StatusCode code) const {
  const absl::string_view err = TrimLineEnds(result.err);
  const bool not_found = result.signal == 0 && result.exit_code == kNotFound;
  if (not_found || absl::StrContains(err, "' is not recognized")) {
    return CredentialUnavailable(credential_, "executable not found on path");
  }
  const std::string message = explain_ == nullptr ? std::string(err) : explain_(err);
  return AuthenticationFailed(credential_,
                              message.empty() ? HowItEnded(result) : ShownBody(message), code);
}

std::string ResourceOfScope(absl::string_view scope) {
  return std::string(absl::StripSuffix(scope, "/.default"));
}

absl::Status UnavailableInDefaultChain(const absl::Status& status) {
  if (status.ok() || IsCredentialUnavailable(status)) return status;
  return CredentialUnavailableError(status.message());
}

}  // namespace azure::identity::internal
