#include "identity/testing/fake_clock.h"

#include <algorithm>

namespace azure::identity {

class FakeClock::Timer final : public Clock::Wakeup {
 public:
  Timer(FakeClock* clock, TimerKey key, std::unique_ptr<Context::CancelCallback> callback)
      : clock_(clock), key_(key), callback_(std::move(callback)) {}

  ~Timer() override {
    const std::lock_guard<std::mutex> lock(clock_->mutex_);
    clock_->timers_.erase(key_);
  }

 private:
  FakeClock* clock_;
  TimerKey key_;
  std::unique_ptr<Context::CancelCallback> callback_;  // goes after the lock has gone
};

FakeClock::FakeClock(Sleep sleep, absl::Time start) : sleep_(sleep), now_(start) {}

absl::Time FakeClock::Now() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return now_;
}

absl::Duration FakeClock::Elapsed() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return elapsed_;
}

absl::Status FakeClock::SleepUntil(const Context& ctx, absl::Time time) {
  const absl::Duration left = Remaining(ctx);
  absl::Duration end;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    sleeps_.push_back(time - now_);
    end = elapsed_ + std::min(time - now_, left);
  }
  if (sleep_ == Sleep::kAdvances) {
    if (!ctx.cancelled()) AdvanceTo(end);
    return Err(ctx);
  }
  const auto callback = ctx.OnCancel([this] {
    const std::lock_guard<std::mutex> lock(mutex_);
    changed_.notify_all();
  });
  std::unique_lock<std::mutex> lock(mutex_);
  ++sleepers_;
  changed_.notify_all();
  changed_.wait(lock, [&] { return elapsed_ >= end || ctx.cancelled(); });
  --sleepers_;
  lock.unlock();
  return Err(ctx);
}

std::unique_ptr<Clock::Wakeup> FakeClock::WakeAt(absl::Time time, std::function<void()> wake) {
  Context timer = Context::Background().WithCancel();
  auto callback = timer.OnCancel(std::move(wake));
  TimerKey key;
  bool due = false;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    key = TimerKey(elapsed_ + (time - now_), ++last_timer_);
    due = now_ >= time;
    if (!due) timers_.emplace(key, timer);
    changed_.notify_all();
  }
  if (due) timer.Cancel();
  return std::make_unique<Timer>(this, key, std::move(callback));
}

void FakeClock::Advance(absl::Duration duration) { AdvanceTo(Elapsed() + duration); }

void FakeClock::AdvanceTo(absl::Duration elapsed) {
  std::vector<Context> due;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    const absl::Duration step = std::max(elapsed - elapsed_, absl::ZeroDuration());
    now_ += step;
    elapsed_ += step;
    while (!timers_.empty() && timers_.begin()->first.first <= elapsed_) {
      due.push_back(timers_.begin()->second);
      timers_.erase(timers_.begin());
    }
    changed_.notify_all();
  }
  for (Context& timer : due) timer.Cancel();
}

void FakeClock::Set(absl::Time now) {
  const std::lock_guard<std::mutex> lock(mutex_);
  now_ = now;
}

std::vector<absl::Duration> FakeClock::sleeps() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return sleeps_;
}

void FakeClock::AwaitWaiters(std::size_t count) const {
  std::unique_lock<std::mutex> lock(mutex_);
  changed_.wait(lock, [&] { return sleepers_ + timers_.size() >= count; });
}

}  // namespace azure::identity
