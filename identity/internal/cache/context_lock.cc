#include "identity/internal/cache/context_lock.h"

#include <unistd.h>

#include <algorithm>

#include "absl/time/time.h"

namespace azure::identity::internal {

struct ContextLock::Waiter {
  std::condition_variable wake;
  bool has_lock = false;
  bool look = false;  // the context may have ended
};

bool ContextLock::Take() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return TakeLocked();
}

bool ContextLock::TakeLocked() {
  const pid_t process = getpid();
  if (taken_ && process_ == process) return false;
  if (taken_) waiters_.clear();
  taken_ = true;
  process_ = process;
  return true;
}

std::unique_ptr<ContextLock::Hold> ContextLock::TryAcquire() {
  return Take() ? std::unique_ptr<Hold>(new Hold(this)) : nullptr;
}

absl::StatusOr<ContextLock::Hold> ContextLock::Acquire(const Context& ctx) {
  Waiter waiter;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (TakeLocked()) return Hold(this);
    waiters_.push_back(&waiter);
  }
  const auto look = [this, &waiter] {
    const std::lock_guard<std::mutex> lock(mutex_);
    waiter.look = true;
    waiter.wake.notify_one();
  };
  // Both handles go before `waiter`, and neither while mutex_ is held: they wait
  // for a callback that is running, and it waits for the mutex.
  const auto on_cancel = ctx.OnCancel(look);
  const auto on_deadline =
      ctx.has_deadline() ? clock_->WakeAfter(clock_->Remaining(ctx), look) : nullptr;
  for (;;) {
    const absl::Status ended = clock_->Err(ctx);
    const absl::Duration left = clock_->Remaining(ctx);
    std::unique_lock<std::mutex> lock(mutex_);
    if (waiter.has_lock) return Hold(this);
    if (!ended.ok()) {
      waiters_.remove(&waiter);
      return ended;
    }
    // In steps, since a fake clock may pass the deadline before it is asked to wake.
    const absl::Duration step = std::min(left, absl::Seconds(1));
    const auto woken = [&waiter] { return waiter.has_lock || waiter.look; };
    if (ctx.has_deadline()) {
      waiter.wake.wait_for(lock, absl::ToChronoNanoseconds(step), woken);
    } else {
      waiter.wake.wait(lock, woken);
    }
    waiter.look = false;
  }
}

void ContextLock::Release() {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (waiters_.empty()) {
    taken_ = false;
    return;
  }
  // The lock passes to the oldest waiter; notified under the mutex, since the
  // waiter is gone once it knows.
  Waiter* const next = waiters_.front();
  waiters_.pop_front();
  next->has_lock = true;
  next->wake.notify_one();
}

}  // namespace azure::identity::internal
