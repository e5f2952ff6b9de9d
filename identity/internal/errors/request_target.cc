#include "identity/internal/errors/request_target.h"

#include "absl/strings/str_cat.h"

namespace azure::identity::internal {

absl::Status CheckTarget(const Url& url) {
  if (url.host.empty()) return absl::InvalidArgumentError("no Host in request URL");
  if (url.scheme != "http" && url.scheme != "https") {
    return absl::InvalidArgumentError(absl::StrCat("unsupported protocol scheme ", url.scheme));
  }
  return absl::OkStatus();
}

}  // namespace azure::identity::internal
