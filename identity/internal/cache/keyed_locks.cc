#include "identity/internal/cache/keyed_locks.h"

namespace azure::identity::internal {

KeyedLocks::Visit::Visit(KeyedLocks* locks, const std::string& key) : locks_(locks), key_(key) {
  const std::lock_guard<std::mutex> guard(locks_->mutex_);
  std::shared_ptr<Line>& line = locks_->lines_[key_];
  if (line == nullptr) line = std::make_shared<Line>(locks_->clock_);
  ++line->visitors;
  line_ = line;
}

KeyedLocks::Visit::~Visit() {
  if (locks_ == nullptr) return;
  const std::lock_guard<std::mutex> guard(locks_->mutex_);
  if (--line_->visitors == 0) locks_->lines_.erase(key_);
}

absl::StatusOr<KeyedLocks::Hold> KeyedLocks::Acquire(const Context& ctx, const std::string& key) {
  Visit visit(this, key);
  absl::StatusOr<ContextLock::Hold> hold = visit.lock().Acquire(ctx);
  if (!hold.ok()) return hold.status();
  return Hold(std::move(visit), *std::move(hold));
}

std::unique_ptr<KeyedLocks::Hold> KeyedLocks::TryAcquire(const std::string& key) {
  Visit visit(this, key);
  std::unique_ptr<ContextLock::Hold> hold = visit.lock().TryAcquire();
  if (hold == nullptr) return nullptr;
  return std::unique_ptr<Hold>(new Hold(std::move(visit), std::move(*hold)));
}

}  // namespace azure::identity::internal
