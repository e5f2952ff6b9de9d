// The mocks' time: real, frozen, or jumping from one event to the next.
#ifndef MOCK_COMMON_CLOCK_VIRTUAL_CLOCK_H_
#define MOCK_COMMON_CLOCK_VIRTUAL_CLOCK_H_

#include <functional>
#include <memory>

#include "absl/time/time.h"

namespace mock {

// All methods are safe to call from any thread.
class VirtualClock {
 public:
  enum class Mode {
    // Moves with the system's clock, from whatever instant it was set to. Timers last as long
    // as they were to last when they were set, though the system's clock is set meanwhile.
    kFollow,
    // Moves only by Set and Advance.
    kFrozen,
    // As kFrozen, but as soon as somebody blocks on it (a delayed reply, a
    // client's back-off) it jumps to the earliest timer: a 70-second wait takes
    // no time and still ends 70 seconds later.
    kJump,
  };

  explicit VirtualClock(Mode mode = Mode::kFollow);
  VirtualClock(Mode mode, absl::Time start);
  // `wall` is the system's clock, for tests that set it; called on several threads.
  VirtualClock(Mode mode, absl::Time start, std::function<absl::Time()> wall);
  ~VirtualClock();
  VirtualClock(const VirtualClock&) = delete;
  VirtualClock& operator=(const VirtualClock&) = delete;

  absl::Time Now() const;
  Mode mode() const;
  void SetMode(Mode mode);

  // The time goes from timer to timer: each that becomes due runs, in order, and
  // until it has returned Now() answers its time, on every thread. Both return
  // when all have run and the time is reached, so hold no lock that a callback
  // takes. Called by a callback they return at once, and the time moves on when it
  // has returned. Set may also go back; what has run does not run again.
  void Set(absl::Time now);
  void Advance(absl::Duration by);

  // Cancels its timer when destroyed: afterwards the callback is not running
  // and never will (except when destroyed by the callback itself).
  class Timer {
   public:
    virtual ~Timer() = default;
  };

  // Runs `callback` once, on the clock's own thread, when `time` arrives.
  // `blocking` says that somebody waits for nothing but this timer: it is what
  // makes a kJump clock jump. A deadline beside another wait is not blocking; if
  // it ends that wait, its callback must destroy the wait's timer itself, or the
  // clock has jumped on before anybody else can.
  std::unique_ptr<Timer> CallAt(absl::Time time, bool blocking, std::function<void()> callback);

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace mock

#endif  // MOCK_COMMON_CLOCK_VIRTUAL_CLOCK_H_
