#include "identity/seams/clock.h"

#include <time.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace azure::identity {
namespace {

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
    const absl::Time end = std::min(time, ctx.deadline());
    std::unique_lock<std::mutex> lock(mutex);
    for (;;) {
      const absl::Time now = Now();
      if (cancelled || now >= end) return ctx.Err(std::min(now, end));
      // In steps, since the system's time may be set meanwhile.
      const absl::Duration step = std::min(end - now, absl::Seconds(1));
      wake.wait_for(lock, absl::ToChronoNanoseconds(step));
    }
  }

  std::unique_ptr<Wakeup> WakeAt(absl::Time, std::function<void()>) override { return nullptr; }
};

}  // namespace

std::shared_ptr<Clock> RealClock() { return std::make_shared<SystemClock>(); }

}  // namespace azure::identity
