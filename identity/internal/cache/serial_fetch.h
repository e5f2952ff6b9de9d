// Lets callers who want the same token fetch one after the other.
#ifndef IDENTITY_INTERNAL_CACHE_SERIAL_FETCH_H_
#define IDENTITY_INTERNAL_CACHE_SERIAL_FETCH_H_

#include <memory>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "identity/context.h"
#include "identity/internal/cache/keyed_locks.h"
#include "identity/internal/cache/single_flight.h"
#include "identity/seams/clock.h"

namespace azure::identity::internal {

// One fetch of a key runs at a time, in the order of arrival; nobody takes over
// another's result, so a fetch looks first whether it is still needed. Different keys
// do not wait for each other, and nobody waits for a fetch without a key. Holds memory
// only for fetches that run. Safe for use by many threads at once.
class SerialFetch final : public SingleFlight {
 public:
  // The clock by which contexts end, and what stands in front of the error of one
  // that ended while waiting.
  SerialFetch(std::shared_ptr<Clock> clock, absl::string_view error_prefix);

  Result Run(const Context& ctx, const std::optional<std::string>& key,
             const Fetch& fetch) override;
  std::optional<Result> TryRun(const Context& ctx, const std::optional<std::string>& key,
                               const Fetch& fetch) override;

 private:
  const std::string error_prefix_;
  KeyedLocks turns_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_CACHE_SERIAL_FETCH_H_
