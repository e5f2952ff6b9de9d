#include "identity/internal/errors/finished_error.h"

#include "absl/strings/str_cat.h"
#include "identity/error_details.h"
#include "identity/internal/errors/error_format.h"

namespace azure::identity::internal {

bool IsFinished(const absl::Status& status) {
  return status.GetPayload(kErrorDetailsTypeUrl).has_value();
}

absl::Status Prefixed(absl::string_view text, const absl::Status& status) {
  if (status.ok() || IsFinished(status)) return status;
  return absl::Status(status.code(), absl::StrCat(text, status.message()));
}

absl::Status Finished(absl::string_view credential, const absl::Status& status) {
  if (IsFinished(status)) return status;
  return AuthenticationFailed(credential, status.message(), status.code());
}

}  // namespace azure::identity::internal
