#include "identity/internal/cache/serial_fetch.h"

#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"

namespace azure::identity::internal {

SerialFetch::SerialFetch(std::shared_ptr<Clock> clock, absl::string_view error_prefix)
    : error_prefix_(error_prefix), turns_(std::move(clock)) {}

SerialFetch::Result SerialFetch::Run(const Context& ctx, const std::optional<std::string>& key,
                                     const Fetch& fetch) {
  if (!key.has_value()) return fetch();
  const absl::StatusOr<KeyedLocks::Hold> hold = turns_.Acquire(ctx, *key);
  if (hold.ok()) return fetch();
  return absl::Status(hold.status().code(), absl::StrCat(error_prefix_, hold.status().message()));
}

std::optional<SerialFetch::Result> SerialFetch::TryRun(const Context& /*ctx*/,
                                                       const std::optional<std::string>& key,
                                                       const Fetch& fetch) {
  if (!key.has_value()) return fetch();
  const auto hold = turns_.TryAcquire(*key);
  if (hold == nullptr) return std::nullopt;
  return fetch();
}

}  // namespace azure::identity::internal
