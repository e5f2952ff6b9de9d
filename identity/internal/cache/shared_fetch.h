// Lets callers who want the same token at the same time share one fetch.
#ifndef IDENTITY_INTERNAL_CACHE_SHARED_FETCH_H_
#define IDENTITY_INTERNAL_CACHE_SHARED_FETCH_H_

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "identity/context.h"
#include "identity/internal/cache/token_cache.h"
#include "identity/seams/clock.h"

namespace azure::identity::internal {

// Holds memory only for fetches that run. Safe for use by many threads at once.
class SharedFetch {
 public:
  using Result = absl::StatusOr<std::shared_ptr<const CachedToken>>;
  using Fetch = std::function<Result()>;

  // The clock by which contexts end.
  explicit SharedFetch(std::shared_ptr<Clock> clock);
  ~SharedFetch();

  // Runs `fetch`, which must end when `ctx` does; or, while another caller runs one
  // for the same `key`, waits for its result and returns that, error or not. A fetch
  // that its own caller's context ended is nobody else's: one of those who wait runs
  // theirs. If `ctx` ends while waiting: Context::Err.
  Result Run(const Context& ctx, const std::string& key, const Fetch& fetch);

  // The same, but nullopt instead of waiting.
  std::optional<Result> TryRun(const Context& ctx, const std::string& key, const Fetch& fetch);

 private:
  struct Flight;

  // The flight for `key`; a new one if there is none. `only_new`: else null.
  std::shared_ptr<Flight> Join(const std::string& key, bool only_new);
  Result Travel(const Context& ctx, const std::string& key, Flight& flight, const Fetch& fetch);
  // Whoever comes later starts anew.
  void Close(const std::string& key, const Flight& flight);
  void Leave(const std::string& key, const Flight& flight);

  const std::shared_ptr<Clock> clock_;
  std::mutex mutex_;
  absl::flat_hash_map<std::string, std::shared_ptr<Flight>> flights_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_CACHE_SHARED_FETCH_H_
