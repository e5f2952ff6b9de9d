// A lock whose waiters leave when their context ends.
#ifndef IDENTITY_INTERNAL_CACHE_CONTEXT_LOCK_H_
#define IDENTITY_INTERNAL_CACHE_CONTEXT_LOCK_H_

#include <sys/types.h>

#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <utility>

#include "absl/status/statusor.h"
#include "identity/context.h"
#include "identity/seams/clock.h"

namespace azure::identity::internal {

// For work that takes as long as a network does. Waiters come in one at a time,
// in the order of their arrival. A child of fork() finds it free: whoever held it is not
// there. Safe for use by many threads at once.
class ContextLock {
 public:
  // Holds the lock until it is destroyed. Must not outlive the lock.
  class Hold {
   public:
    Hold(Hold&& other) noexcept : lock_(std::exchange(other.lock_, nullptr)) {}
    Hold& operator=(Hold&&) = delete;
    ~Hold() {
      if (lock_ != nullptr) lock_->Release();
    }

   private:
    friend class ContextLock;
    explicit Hold(ContextLock* lock) : lock_(lock) {}
    ContextLock* lock_;
  };

  // The clock by which contexts end.
  explicit ContextLock(std::shared_ptr<Clock> clock) : clock_(std::move(clock)) {}

  // Waits for the lock. If `ctx` ends first: Context::Err. A lock that is free is
  // given to an ended context, too.
  absl::StatusOr<Hold> Acquire(const Context& ctx);

  // The lock if it is free, else null.
  std::unique_ptr<Hold> TryAcquire();

 private:
  struct Waiter;

  bool Take();        // false if it is taken
  bool TakeLocked();  // the same under mutex_
  void Release();

  const std::shared_ptr<Clock> clock_;
  std::mutex mutex_;
  bool taken_ = false;
  pid_t process_ = 0;           // in which it was taken
  std::list<Waiter*> waiters_;  // oldest first; the lock is taken while there are any
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_CACHE_CONTEXT_LOCK_H_
