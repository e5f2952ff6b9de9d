// A lock for each of many things.
#ifndef IDENTITY_INTERNAL_CACHE_KEYED_LOCKS_H_
#define IDENTITY_INTERNAL_CACHE_KEYED_LOCKS_H_

#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "identity/context.h"
#include "identity/internal/cache/context_lock.h"
#include "identity/seams/clock.h"

namespace azure::identity::internal {

// As ContextLock, but who wants one key's does not wait for another's. Holds memory
// only for keys that are held or waited for. Safe for use by many threads at once.
class KeyedLocks {
 private:
  struct Line {
    explicit Line(std::shared_ptr<Clock> clock) : lock(std::move(clock)) {}

    ContextLock lock;
    int visitors = 0;  // that hold it or want it; under mutex_
  };

  // One visitor of a line, from before it waits until it has left.
  class Visit {
   public:
    Visit(KeyedLocks* locks, const std::string& key);
    Visit(Visit&& other) noexcept
        : locks_(std::exchange(other.locks_, nullptr)),
          key_(std::move(other.key_)),
          line_(std::move(other.line_)) {}
    Visit& operator=(Visit&&) = delete;
    ~Visit();

    ContextLock& lock() const { return line_->lock; }

   private:
    KeyedLocks* locks_;
    std::string key_;
    std::shared_ptr<Line> line_;
  };

 public:
  // Holds a key's lock until it is destroyed. Must not outlive the locks.
  class Hold {
   public:
    Hold(Hold&&) noexcept = default;

   private:
    friend class KeyedLocks;
    Hold(Visit visit, ContextLock::Hold hold) : visit_(std::move(visit)), hold_(std::move(hold)) {}
    Visit visit_;  // goes after what is held
    ContextLock::Hold hold_;
  };

  // The clock by which contexts end.
  explicit KeyedLocks(std::shared_ptr<Clock> clock) : clock_(std::move(clock)) {}

  // See ContextLock::Acquire and TryAcquire.
  absl::StatusOr<Hold> Acquire(const Context& ctx, const std::string& key);
  std::unique_ptr<Hold> TryAcquire(const std::string& key);

 private:
  const std::shared_ptr<Clock> clock_;
  std::mutex mutex_;
  absl::flat_hash_map<std::string, std::shared_ptr<Line>> lines_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_CACHE_KEYED_LOCKS_H_
