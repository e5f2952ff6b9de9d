#include "identity/seams/clock.h"

#include <time.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace azure::identity {
namespace {

// What the standard library can count.
constexpr absl::Duration kLongestWait = absl::Hours(24);

class SystemClock final : public Clock {
 public:
  absl::Time Now() const override {
    // The coarse clock costs an eighth of the exact one, at a resolution of one
    // kernel tick (4 ms at most).
    timespec now;
    clock_gettime(CLOCK_REALTIME_COARSE, &now);
    // A third cheaper than absl::TimeFromTimespec; good until 2262.
    return absl::FromUnixNanos(now.tv_sec * 1'000'000'000LL + now.tv_nsec);
  }

  absl::Duration Elapsed() const override {
    timespec now;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return absl::DurationFromTimespec(now);
  }

  absl::Status SleepUntil(const Context& ctx, absl::Time time) override {
    std::mutex mutex;
    std::condition_variable wake;
    bool cancelled = false;
    const auto callback = ctx.OnCancel([&] {
      const std::lock_guard<std::mutex> lock(mutex);
      cancelled = true;
      wake.notify_all();
    });
    const absl::Duration sleep = time - Now();
    const absl::Duration limit = Remaining(ctx);
    const absl::Duration end = Elapsed() + std::min(sleep, limit);
    std::unique_lock<std::mutex> lock(mutex);
    for (;;) {
      const absl::Duration left = end - Elapsed();
      if (cancelled) return ctx.Err(absl::InfinitePast());
      if (left <= absl::ZeroDuration()) break;
      wake.wait_for(lock, absl::ToChronoNanoseconds(std::min(left, kLongestWait)));
    }
    // A sleep that ends before the deadline is whole, however late it is noticed.
    return ctx.Err(sleep < limit ? absl::InfinitePast() : ctx.deadline());
  }

  std::unique_ptr<Wakeup> WakeAt(absl::Time, std::function<void()>) override { return nullptr; }
};

}  // namespace

absl::Status Clock::Err(const Context& ctx) const {
  const bool over = Remaining(ctx) <= absl::ZeroDuration();
  return ctx.Err(over ? ctx.deadline() : absl::InfinitePast());
}

std::shared_ptr<Clock> RealClock() {
  // Has no state, so one will do for all; leaked, since it may be used until the end.
  static const auto* const kShared = new std::shared_ptr<Clock>(std::make_shared<SystemClock>());
  return *kShared;
}

}  // namespace azure::identity
