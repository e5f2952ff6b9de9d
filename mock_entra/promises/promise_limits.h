// How much Entra ID remembers, and what it says when that is not enough.
#ifndef MOCK_ENTRA_PROMISES_PROMISE_LIMITS_H_
#define MOCK_ENTRA_PROMISES_PROMISE_LIMITS_H_

#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace mock::entra {

// Of each kind of promise in each tenant; of device codes in all of them together. What
// comes when either is reached is refused, unless something has expired or is of the same
// chain: nothing is forgotten that somebody may still come with.
struct PromiseLimits {
  std::size_t entries = 65536;
  std::size_t bytes = 32 * 1024 * 1024;
};

// kResourceExhausted; `what` is such as "refresh tokens".
inline absl::Status NoRoomFor(absl::string_view what, const PromiseLimits& limits) {
  return absl::ResourceExhaustedError(
      absl::StrCat("no room for more ", what, ": the limits are ", limits.entries, " and ",
                   limits.bytes, " bytes; reset the tenant, or raise the limits of promises"));
}

}  // namespace mock::entra

#endif  // MOCK_ENTRA_PROMISES_PROMISE_LIMITS_H_
