// What the stores ask of their options, and what they say when they cannot be had.
#ifndef IDENTITY_PERSISTENCE_STORE_SETUP_H_
#define IDENTITY_PERSISTENCE_STORE_SETUP_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/seams/environment.h"

namespace azure::identity::internal {

// kInvalidArgument if `name` is no part of a file's name.
absl::Status CheckStoreName(absl::string_view name);

// `directory`, or else the place for caches that the environment gives; see
// FileTokenCacheStoreOptions. kInvalidArgument if it gives none.
absl::StatusOr<std::string> StoreDirectory(const std::string& directory,
                                           const Environment& environment);

// The error of a store that cannot be had, in the words of azidentity's cache module.
absl::Status StorageUnavailable(const absl::Status& cause);

}  // namespace azure::identity::internal

#endif  // IDENTITY_PERSISTENCE_STORE_SETUP_H_
