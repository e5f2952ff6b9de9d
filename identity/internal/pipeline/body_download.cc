#include "identity/internal/pipeline/body_download.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace azure::identity::internal {

bool RetriesBodyDownload(absl::string_view method) {
  for (const absl::string_view idempotent : {"DELETE", "GET", "PUT"}) {
    if (absl::EqualsIgnoreCase(method, idempotent)) return true;
  }
  return false;
}

absl::Status BodyDownloadError(absl::string_view method, const HttpResponse& response) {
  const absl::Status& error = response.body_error;
  if (error.ok() || RetriesBodyDownload(method)) return error;
  return absl::Status(error.code(), absl::StrCat("body download policy: ", error.message()));
}

}  // namespace azure::identity::internal
