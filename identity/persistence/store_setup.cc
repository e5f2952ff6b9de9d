#include "identity/persistence/store_setup.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "identity/internal/text/go_text.h"

namespace azure::identity::internal {

absl::Status CheckStoreName(absl::string_view name) {
  const bool is_part = !name.empty() && name.find('/') == absl::string_view::npos &&
                       name.find('\0') == absl::string_view::npos;
  if (is_part) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      "invalid name ", QuoteGo(name), " of a token cache: it becomes a part of a file's name"));
}

absl::StatusOr<std::string> StoreDirectory(const std::string& directory,
                                           const Environment& environment) {
  if (!directory.empty()) return directory;
  const std::string cache = environment.GetOrEmpty("XDG_CACHE_HOME");
  // The specification has programs ignore what is relative.
  if (absl::StartsWith(cache, "/")) return absl::StrCat(cache, "/.IdentityService");
  const std::string home = environment.GetOrEmpty("HOME");
  if (!home.empty()) return absl::StrCat(home, "/.cache/.IdentityService");
  return absl::InvalidArgumentError(
      "no directory for the token cache: name one in the options, or set HOME or XDG_CACHE_HOME");
}

absl::Status StorageUnavailable(const absl::Status& cause) {
  return absl::Status(cause.code(), absl::StrCat("persistent storage isn't available due to error ",
                                                 QuoteGo(cause.message())));
}

}  // namespace azure::identity::internal
