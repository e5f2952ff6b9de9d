// Whose turn it is to fetch a token, when several callers want one.
#ifndef IDENTITY_INTERNAL_CACHE_SINGLE_FLIGHT_H_
#define IDENTITY_INTERNAL_CACHE_SINGLE_FLIGHT_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "identity/context.h"
#include "identity/internal/cache/token_cache.h"

namespace azure::identity::internal {

// Safe for use by many threads at once.
class SingleFlight {
 public:
  using Result = absl::StatusOr<std::shared_ptr<const CachedToken>>;
  using Fetch = std::function<Result()>;

  virtual ~SingleFlight() = default;

  // Runs `fetch`, which must end when `ctx` does, once nothing speaks against it, or
  // takes over the result of another caller's. `key` names what is fetched; nullopt:
  // no other fetch brings the same. If `ctx` ends while waiting: the context's error.
  virtual Result Run(const Context& ctx, const std::optional<std::string>& key,
                     const Fetch& fetch) = 0;

  // The same, but nullopt instead of waiting.
  virtual std::optional<Result> TryRun(const Context& ctx, const std::optional<std::string>& key,
                                       const Fetch& fetch) = 0;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_CACHE_SINGLE_FLIGHT_H_
