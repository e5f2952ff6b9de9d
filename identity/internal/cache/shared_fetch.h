// Lets callers who want the same token at the same time share one fetch.
#ifndef IDENTITY_INTERNAL_CACHE_SHARED_FETCH_H_
#define IDENTITY_INTERNAL_CACHE_SHARED_FETCH_H_

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "identity/context.h"
#include "identity/internal/cache/single_flight.h"
#include "identity/seams/clock.h"

namespace azure::identity::internal {

// A caller who comes while another runs a fetch for the same key waits for its result
// and gets that, error or not. A fetch that its own caller's context ended is nobody
// else's: one of those who wait runs theirs. Different keys do not wait for each other,
// and nobody waits for a fetch without a key.
//
// Holds memory only for fetches that run. Safe for use by many threads at once.
class SharedFetch final : public SingleFlight {
 public:
  // The clock by which contexts end.
  explicit SharedFetch(std::shared_ptr<Clock> clock);
  ~SharedFetch() override;

  Result Run(const Context& ctx, const std::optional<std::string>& key,
             const Fetch& fetch) override;
  std::optional<Result> TryRun(const Context& ctx, const std::optional<std::string>& key,
                               const Fetch& fetch) override;

 private:
  struct Flight;
  struct Visit;

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
