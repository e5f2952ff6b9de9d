#include "identity/transport/session_pool.h"

#include <unistd.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace azure::identity::internal {
namespace {

constexpr std::size_t kMaxIdleSessions = 16;

// So that clocks which tick coarsely do not make it come in vain.
constexpr absl::Duration kLeastDelay = absl::Milliseconds(100);

}  // namespace

SessionPool::SessionPool(std::shared_ptr<const CurlSettings> settings, std::shared_ptr<Clock> clock,
                         RunLater run_later)
    : settings_(std::move(settings)),
      clock_(std::move(clock)),
      run_later_(std::move(run_later)),
      process_(getpid()) {}

std::unique_ptr<CurlSession> SessionPool::Take() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    LeaveToParent();
    if (!idle_.empty()) {
      std::unique_ptr<CurlSession> session = std::move(idle_.back().session);
      idle_.pop_back();
      return session;
    }
  }
  return CurlSession::Create(settings_);
}

void SessionPool::Return(std::unique_ptr<CurlSession> session) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    LeaveToParent();
    if (idle_.size() >= kMaxIdleSessions) return;
    idle_.push_back({std::move(session), clock_->Elapsed()});
  }
  CloseIdleLater(settings_->options.idle_connection_timeout);
}

std::size_t SessionPool::size() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return idle_.size();
}

void SessionPool::LeaveToParent() {
  if (process_ == getpid()) return;
  for (Idle& idle : idle_) (void)idle.session.release();
  idle_.clear();
  process_ = getpid();
  coming_ = false;
}

void SessionPool::CloseIdleLater(absl::Duration delay) {
  if (delay == absl::InfiniteDuration()) return;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (std::exchange(coming_, true)) return;
  }
  const absl::Status status = run_later_(std::max(delay, kLeastDelay), [weak = weak_from_this()] {
    if (const std::shared_ptr<SessionPool> pool = weak.lock()) pool->CloseIdle();
  });
  if (status.ok()) return;
  const std::lock_guard<std::mutex> lock(mutex_);
  coming_ = false;
}

void SessionPool::CloseIdle() {
  const absl::Duration limit = settings_->options.idle_connection_timeout;
  std::vector<Idle> closed;  // goes without the lock
  absl::Duration next = absl::InfiniteDuration();
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    LeaveToParent();
    coming_ = false;
    const absl::Duration now = clock_->Elapsed();
    const auto kept = std::find_if(idle_.begin(), idle_.end(),
                                   [&](const Idle& idle) { return idle.since + limit > now; });
    closed.assign(std::make_move_iterator(idle_.begin()), std::make_move_iterator(kept));
    idle_.erase(idle_.begin(), kept);
    if (!idle_.empty()) next = idle_.front().since + limit - now;
  }
  CloseIdleLater(next);
}

}  // namespace azure::identity::internal
