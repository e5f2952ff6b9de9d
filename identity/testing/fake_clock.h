// A clock that moves only when a test says so.
#ifndef IDENTITY_TESTING_FAKE_CLOCK_H_
#define IDENTITY_TESTING_FAKE_CLOCK_H_

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "identity/seams/clock.h"

namespace azure::identity {

// Safe for use by many threads at once. Handles from WakeAt() must not outlive it.
class FakeClock final : public Clock {
 public:
  // What SleepUntil does.
  enum class Sleep {
    kWaits,    // until another thread advances the clock
    kAdvances  // moves the clock on and returns at once
  };

  // Stands at `start` until it is moved.
  explicit FakeClock(Sleep sleep = Sleep::kWaits,
                     absl::Time start = absl::FromUnixSeconds(1'800'000'000));

  absl::Time Now() const override;
  absl::Duration Elapsed() const override;
  absl::Status SleepUntil(const Context& ctx, absl::Time time) override;
  std::unique_ptr<Wakeup> WakeAt(absl::Time time, std::function<void()> wake) override;

  // Moves the clock on; sleepers and wakeups that are due run.
  void Advance(absl::Duration duration);

  // Sets Now() back, or on, as an administrator does: nothing that waits notices.
  void Set(absl::Time now);

  // How long each SleepUntil() asked to sleep, in order.
  std::vector<absl::Duration> sleeps() const;

  // Blocks until `count` calls of SleepUntil() are asleep or wakeups wait: after
  // that, Advance() reaches them.
  void AwaitWaiters(std::size_t count) const;

 private:
  class Timer;
  using TimerKey = std::pair<absl::Duration, int>;  // by Elapsed(), and to tell equal ones apart

  void AdvanceTo(absl::Duration elapsed);

  const Sleep sleep_;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  absl::Time now_;
  absl::Duration elapsed_;
  std::size_t sleepers_ = 0;
  int last_timer_ = 0;
  std::map<TimerKey, Context> timers_;  // cancelling a context runs its wakeup
  std::vector<absl::Duration> sleeps_;
};

}  // namespace azure::identity

#endif  // IDENTITY_TESTING_FAKE_CLOCK_H_
