// Runs a developer tool: az, azd or pwsh.
//
// Only POSIX systems are supported: azidentity's ways on Windows (cmd.exe, SYSTEMROOT,
// powershell.exe) are not built.
#ifndef IDENTITY_INTERNAL_DEVELOPER_TOOLS_TOOL_COMMAND_H_
#define IDENTITY_INTERNAL_DEVELOPER_TOOLS_TOOL_COMMAND_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/context.h"
#include "identity/internal/cache/context_lock.h"
#include "identity/seams/seams.h"

namespace azure::identity::internal {

// One tool, as one credential runs it. Safe for use by many threads at once.
class ToolCommand {
 public:
  // What `err`, standard error without the line ends around it, means to a user.
  using Explain = std::function<std::string(absl::string_view err)>;

  // `credential` is the type's name. `explain` may be null: then it means what it says.
  ToolCommand(std::string credential, const Seams& seams, Explain explain);

  // Standard output of `/bin/sh -c <command>`, run in /bin with the environment's
  // variables, if it ends with status 0. The caller must have checked what it puts into
  // `command`. Runs one process at a time. Without a deadline in `ctx` it ends after
  // 10 s; at its end the process and its children are killed.
  //
  // Errors, none of which shows standard output, as that may hold a token:
  //   unavailable: "executable not found on path", for status 127
  //   kUnavailable: what it wrote to standard error (ShownBody); else "exit status 3", or
  //     "signal: killed" if it took too long or was killed, or "exec: WaitDelay expired
  //     before I/O complete" if it printed nothing and left a child that still might
  //   kCancelled, kDeadlineExceeded: the same for the end of `ctx`
  absl::StatusOr<std::string> Run(const Context& ctx, const std::string& command);

 private:
  absl::StatusOr<ProcessResult> RunProcess(const Context& ctx, const std::string& command) const;
  absl::Status Failure(const ProcessResult& result, absl::StatusCode code) const;

  const std::string credential_;
  const std::shared_ptr<ProcessRunner> processes_;
  const std::shared_ptr<Environment> environment_;
  const std::shared_ptr<Clock> clock_;
  const Explain explain_;
  ContextLock lock_;
};

// The resource that a scope is of: the scope without "/.default" at its end.
std::string ResourceOfScope(absl::string_view scope);

// `status` as one of DefaultAzureCredential's sources returns it: unavailable, with the
// same text, so that the chain goes on.
absl::Status UnavailableInDefaultChain(const absl::Status& status);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_DEVELOPER_TOOLS_TOOL_COMMAND_H_
