#include "mock_server/client/virtual_clock_seam.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <utility>

namespace azmock {
namespace {

using azure::identity::Clock;
using azure::identity::Context;

struct TimerWakeup : Clock::Wakeup {
  explicit TimerWakeup(std::unique_ptr<mock::VirtualClock::Timer> timer)
      : timer(std::move(timer)) {}
  std::unique_ptr<mock::VirtualClock::Timer> timer;
};

class VirtualClockSeam : public Clock {
 public:
  VirtualClockSeam(mock::VirtualClock* clock, absl::Duration ahead)
      : clock_(clock), ahead_(ahead) {}

  absl::Time Now() const override { return clock_->Now() + ahead_; }

  // Counts only what the mocks' clock moves on: it may also be set back.
  absl::Duration Elapsed() const override {
    const std::lock_guard<std::mutex> lock(mutex_);
    const absl::Time now = clock_->Now();
    elapsed_ += std::max(now - seen_, absl::ZeroDuration());
    seen_ = now;
    return elapsed_;
  }

  absl::Status SleepUntil(const Context& ctx, absl::Time time) override {
    std::mutex mutex;
    std::condition_variable changed;
    bool awake = false;
    const auto wake = [&] {
      std::lock_guard<std::mutex> lock(mutex);
      awake = true;
      changed.notify_all();
    };
    const auto cancelled = ctx.OnCancel(wake);
    const absl::Time now = Now();
    const absl::Duration left = std::min(time - now, Remaining(ctx));
    if (left != absl::InfiniteDuration()) {
      const auto timer = clock_->CallAt(now + left - ahead_, /*blocking=*/true, wake);
      Wait(mutex, changed, awake);
    } else {
      Wait(mutex, changed, awake);
    }
    return Err(ctx);
  }

  std::unique_ptr<Wakeup> WakeAt(absl::Time time, std::function<void()> wake) override {
    if (time == absl::InfiniteFuture()) return nullptr;
    return std::make_unique<TimerWakeup>(
        clock_->CallAt(time - ahead_, /*blocking=*/false, std::move(wake)));
  }

 private:
  static void Wait(std::mutex& mutex, std::condition_variable& changed, const bool& awake) {
    std::unique_lock<std::mutex> lock(mutex);
    changed.wait(lock, [&] { return awake; });
  }

  mock::VirtualClock* const clock_;
  const absl::Duration ahead_;
  mutable std::mutex mutex_;  // of the following
  mutable absl::Time seen_ = clock_->Now();
  mutable absl::Duration elapsed_;
};

}  // namespace

std::shared_ptr<Clock> ClockOn(mock::VirtualClock* clock, absl::Duration ahead) {
  return std::make_shared<VirtualClockSeam>(clock, ahead);
}

}  // namespace azmock
