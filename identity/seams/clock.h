// The seam to time.
#ifndef IDENTITY_SEAMS_CLOCK_H_
#define IDENTITY_SEAMS_CLOCK_H_

#include <functional>
#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "identity/context.h"

namespace azure::identity {

// Safe for use by many threads at once.
class Clock {
 public:
  virtual ~Clock() = default;

  // May be off by a few milliseconds: cheap enough for every call.
  virtual absl::Time Now() const = 0;

  // Time that only passes, whatever the system's time is set to: since some moment that
  // stays the same for the life of the process. For how long things take, and how often
  // they may be done. As cheap as Now().
  virtual absl::Duration Elapsed() const = 0;

  // What is left until the deadline of `ctx`, and whether it has ended: as Context::Err,
  // by time that only passes.
  absl::Duration Remaining(const Context& ctx) const { return ctx.Remaining(Now(), Elapsed()); }
  absl::Status Err(const Context& ctx) const;

  // Blocks until `time`, as it is known now: should the system's time be set meanwhile,
  // for as long all the same. Returns early with Err() when `ctx` ends.
  virtual absl::Status SleepUntil(const Context& ctx, absl::Time time) = 0;

  // For waits on something other than time (a socket, a process) that must
  // notice when a deadline has come. The waiter bounds its wait by
  // Remaining() and looks again afterwards; a clock that can jump
  // also runs `wake`, from any thread, when it has passed `time`, until the
  // handle is destroyed. A clock that cannot jump returns null.
  class Wakeup {
   public:
    virtual ~Wakeup() = default;
  };
  virtual std::unique_ptr<Wakeup> WakeAt(absl::Time time, std::function<void()> wake) = 0;

  // The same `delay` from now.
  std::unique_ptr<Wakeup> WakeAfter(absl::Duration delay, std::function<void()> wake) {
    return WakeAt(Now() + delay, std::move(wake));
  }
};

// The system's clock.
std::shared_ptr<Clock> RealClock();

}  // namespace azure::identity

#endif  // IDENTITY_SEAMS_CLOCK_H_
