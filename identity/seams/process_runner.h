// The seam to other programs.
#ifndef IDENTITY_SEAMS_PROCESS_RUNNER_H_
#define IDENTITY_SEAMS_PROCESS_RUNNER_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "identity/context.h"
#include "identity/seams/clock.h"

namespace azure::identity {

// A program, and how it is run.
struct ProcessRequest {
  std::vector<std::string> argv;  // argv[0] is a path, or a name looked up on PATH
  std::string working_directory;  // "" keeps the parent's
  std::vector<std::pair<std::string, std::string>> environment;  // the child's whole environment

  // Both outputs go nowhere: for a program whose children outlive it, and would
  // otherwise write to a pipe that nobody reads.
  bool discard_output = false;

  // When the context ends the program is left alone, and no zombie stays when it ends: for one
  // that the user goes on using. Run() returns Context::Err then.
  bool outlives_context = false;
};

// How a program ended, and what it wrote.
struct ProcessResult {
  int exit_code = 0;              // meaningful when signal == 0
  int signal = 0;                 // the signal that ended it, else 0
  std::string out;                // standard output
  std::string err;                // standard error
  bool output_left_open = false;  // a child of its own still held an output when it was given up
};

// Safe for use by many threads at once.
class ProcessRunner {
 public:
  virtual ~ProcessRunner() = default;

  // Runs the program to its end with no standard input, both outputs captured.
  // Returns a result for any exit, also for one by signal: when `ctx` ends the
  // program and its children are killed and the result has signal SIGKILL.
  // A program that ends while a child of its own still holds its output open is
  // waited on 100 ms more, as by azidentity.
  // Errors, texts as Go's os/exec: kNotFound if the program does not exist;
  // kResourceExhausted if it prints over 4 MiB; Context::Err if `ctx` has ended
  // before; kUnavailable if it cannot be started, or if nobody learns how it ended because the
  // application ignores SIGCHLD.
  virtual absl::StatusOr<ProcessResult> Run(const Context& ctx, const ProcessRequest& request) = 0;
};

// Measures the deadlines of contexts on `clock`.
std::shared_ptr<ProcessRunner> RealProcessRunner(std::shared_ptr<Clock> clock = RealClock());

}  // namespace azure::identity

#endif  // IDENTITY_SEAMS_PROCESS_RUNNER_H_
