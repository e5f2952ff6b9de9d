// The seam to threads: who does the work that nobody waits for.
#ifndef IDENTITY_SEAMS_EXECUTOR_H_
#define IDENTITY_SEAMS_EXECUTOR_H_

#include <functional>
#include <memory>

#include "absl/status/status.h"

namespace azure::identity {

// Runs what credentials do ahead of need, such as the refresh of a token that is
// still good. Safe for use by many threads at once.
class Executor {
 public:
  virtual ~Executor() = default;

  // Runs `work` once, on any thread, now or later; at most for as long as one request
  // takes. It throws nothing, and does nothing if its credential is gone by then; one
  // that is destroyed meanwhile cancels it and waits. If the executor is destroyed
  // first, what has not run goes with it. An error, of any code, means that it will
  // not run: its credential offers it again some time later.
  virtual absl::Status Run(std::function<void()> work) = 0;
};

// The one thread that all credentials of the process share. It starts when it is
// first needed, blocks all signals, and runs one work after the other. Errors:
// kResourceExhausted if no thread can be had, or too much work waits.
std::shared_ptr<Executor> BackgroundExecutor();

// Does the work before Run() returns: for programs that want no thread, and whose
// callers wait then, and for tests.
std::shared_ptr<Executor> InlineExecutor();

}  // namespace azure::identity

#endif  // IDENTITY_SEAMS_EXECUTOR_H_
