#include "mock_common/clock/virtual_clock.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "absl/time/clock.h"

namespace mock {

namespace {

// Less is the time between two looks at two clocks, or one that is brought into line.
constexpr absl::Duration kLeastStep = absl::Milliseconds(100);

}  // namespace

// One worker thread runs every callback, and while a Set or an Advance is under
// way it also moves the time, from timer to timer, up to `target_`. It is there from the
// first time on that it has something to wait for or to do.
class VirtualClock::Impl : public std::enable_shared_from_this<VirtualClock::Impl> {
 public:
  Impl(Mode mode, std::optional<absl::Time> start, std::function<absl::Time()> wall)
      : wall_(std::move(wall)), mode_(mode) {
    const absl::Time now = wall_();
    now_ = start.value_or(now);
    offset_ = now_ - now;
    skew_ = now - Monotonic();
  }

  absl::Time Now() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return NowLocked();
  }

  Mode mode() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return mode_;
  }

  void SetMode(Mode mode) {
    std::lock_guard<std::mutex> lock(mutex_);
    StandAt(NowLocked());
    mode_ = mode;
    WakeLocked();
  }

  // Moves to what `target_of` makes of the present time.
  template <typename TargetOf>
  void Move(const TargetOf& target_of) {
    std::unique_lock<std::mutex> lock(mutex_);
    const bool from_callback = std::this_thread::get_id() == worker_.get_id();
    if (!from_callback) {
      done_.wait(lock, [this] { return !target_; });
    }
    const absl::Time now = NowLocked();
    const absl::Time target = target_of(now);
    if (target < now || (timers_.empty() && running_ == 0)) {
      StandAt(target);
      WakeLocked();
      return;
    }
    StandAt(now);
    target_ = target_ ? std::max(*target_, target) : target;
    WakeLocked();
    if (from_callback) return;  // the worker goes on when the callback has returned
    const std::uint64_t move = moves_;
    done_.wait(lock, [&] { return moves_ != move || stopping_; });
  }

  std::unique_ptr<Timer> CallAt(absl::Time time, bool blocking, std::function<void()> callback);

  void Stop() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
      wake_.notify_all();
    }
    if (worker_.joinable()) worker_.join();
  }

 private:
  // When a timer is due, on the timers' own time; the number keeps equal times in order.
  using Key = std::pair<absl::Time, std::uint64_t>;

  struct Entry {
    bool blocking;
    std::function<void()> callback;
  };

  class TimerImpl : public Timer {
   public:
    TimerImpl(std::shared_ptr<Impl> impl, Key key) : impl_(std::move(impl)), key_(key) {}
    ~TimerImpl() override { impl_->Cancel(key_); }

   private:
    const std::shared_ptr<Impl> impl_;
    const Key key_;
  };

  absl::Time NowLocked() const {
    return mode_ == Mode::kFollow && !target_ ? wall_() + offset_ : now_;
  }

  // Timers have a time of their own, which is this one less all steps that the system's clock was
  // set by while it was followed.
  static absl::Time Monotonic() {
    return absl::UnixEpoch() +
           absl::FromChrono(std::chrono::steady_clock::now().time_since_epoch());
  }
  absl::Duration StepsLocked() const {
    if (mode_ != Mode::kFollow || target_) return steps_;
    const absl::Duration step = wall_() - Monotonic() - skew_;
    return absl::AbsDuration(step) < kLeastStep ? steps_ : steps_ + step;
  }
  absl::Time TimersNow() const { return NowLocked() - StepsLocked(); }

  void StandAt(absl::Time time) {
    steps_ = StepsLocked();
    const absl::Time wall = wall_();
    skew_ = wall - Monotonic();
    now_ = time;
    offset_ = time - wall;
  }

  void Cancel(const Key& key) {
    Entry removed;  // destroyed after the lock is released
    std::unique_lock<std::mutex> lock(mutex_);
    const auto it = timers_.find(key);
    if (it != timers_.end()) {
      removed = std::move(it->second);
      blocking_ -= removed.blocking;
      timers_.erase(it);
    } else if (std::this_thread::get_id() != worker_.get_id()) {
      done_.wait(lock, [&] { return running_ != key.second; });
    }
  }

  // Whether a timer at `time`, the earliest one, runs now.
  bool Due(absl::Time time) const {
    if (time <= TimersNow()) return true;
    if (target_) return time <= *target_ - steps_;
    return mode_ == Mode::kJump && blocking_ > 0 && time < absl::InfiniteFuture();
  }

  // Whether the worker is to do something, now or when the system's clock says so.
  bool HasWork() const {
    if (target_) return true;
    if (timers_.empty()) return false;
    return mode_ == Mode::kFollow || Due(timers_.begin()->first.first);
  }

  void WakeLocked() {
    if (!HasWork()) return;
    if (!worker_.joinable()) {
      worker_ = std::thread([this] { Work(); });
    } else {
      wake_.notify_all();
    }
  }

  void Work() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!stopping_) {
      const auto first = timers_.begin();
      if (first != timers_.end() && Due(first->first.first)) {
        RunFirst(lock);
      } else if (target_) {
        StandAt(*target_);
        target_.reset();
        ++moves_;
        done_.notify_all();
      } else if (mode_ == Mode::kFollow && first != timers_.end()) {
        // An hour at most: it is far from what would overflow.
        const absl::Duration left = std::min(first->first.first - TimersNow(), absl::Hours(1));
        wake_.wait_until(lock, std::chrono::steady_clock::now() + absl::ToChronoNanoseconds(left));
      } else {
        wake_.wait(lock);
      }
    }
    done_.notify_all();
  }

  void RunFirst(std::unique_lock<std::mutex>& lock) {
    auto node = timers_.extract(timers_.begin());
    blocking_ -= node.mapped().blocking;
    if (node.key().first > TimersNow()) StandAt(node.key().first + StepsLocked());
    running_ = node.key().second;
    lock.unlock();
    node.mapped().callback();
    node.mapped().callback = nullptr;
    lock.lock();
    running_ = 0;
    done_.notify_all();
  }

  const std::function<absl::Time()> wall_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;  // the worker's
  std::condition_variable done_;  // everybody else's
  Mode mode_;
  absl::Time now_;                    // unless the clock follows the system's
  absl::Duration offset_;             // from the system's clock, if it does
  absl::Duration skew_;               // of the system's clock to the monotonic one, then
  absl::Duration steps_;              // that the system's clock was set by before
  std::optional<absl::Time> target_;  // where the worker is taking the time
  std::uint64_t moves_ = 0;           // finished ones
  std::map<Key, Entry> timers_;
  int blocking_ = 0;  // how many of them are
  std::uint64_t last_number_ = 0;
  std::uint64_t running_ = 0;  // the number of the timer whose callback runs
  bool stopping_ = false;
  std::thread worker_;
};

std::unique_ptr<VirtualClock::Timer> VirtualClock::Impl::CallAt(absl::Time time, bool blocking,
                                                                std::function<void()> callback) {
  std::lock_guard<std::mutex> lock(mutex_);
  const Key key(time - StepsLocked(), ++last_number_);
  const auto added = timers_.emplace(key, Entry{blocking, std::move(callback)}).first;
  blocking_ += blocking;
  // Behind another, it is not what the worker waits for, unless the time jumps from now on.
  if (blocking || added == timers_.begin()) WakeLocked();
  return std::make_unique<TimerImpl>(shared_from_this(), key);
}

VirtualClock::VirtualClock(Mode mode)
    : impl_(std::make_shared<Impl>(mode, std::nullopt, absl::Now)) {}

VirtualClock::VirtualClock(Mode mode, absl::Time start) : VirtualClock(mode, start, absl::Now) {}

VirtualClock::VirtualClock(Mode mode, absl::Time start, std::function<absl::Time()> wall)
    : impl_(std::make_shared<Impl>(mode, start, std::move(wall))) {}

VirtualClock::~VirtualClock() { impl_->Stop(); }

absl::Time VirtualClock::Now() const { return impl_->Now(); }
VirtualClock::Mode VirtualClock::mode() const { return impl_->mode(); }
void VirtualClock::SetMode(Mode mode) { impl_->SetMode(mode); }

void VirtualClock::Set(absl::Time now) {
  impl_->Move([now](absl::Time) { return now; });
}

void VirtualClock::Advance(absl::Duration by) {
  impl_->Move([by](absl::Time now) { return now + by; });
}

std::unique_ptr<VirtualClock::Timer> VirtualClock::CallAt(absl::Time time, bool blocking,
                                                          std::function<void()> callback) {
  return impl_->CallAt(time, blocking, std::move(callback));
}

}  // namespace mock
