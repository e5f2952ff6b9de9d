#include "identity/errors.h"

#include "identity/internal/error_format.h"
#include "identity/internal/error_layout.h"

namespace azure::identity {

std::optional<ErrorDetails> GetErrorDetails(const absl::Status& status) {
  return internal::DetailsFromStatus(status);
}

bool IsCredentialUnavailable(const absl::Status& status) {
  const ErrorDetails details = GetErrorDetails(status).value_or(ErrorDetails());
  return details.kind() == ErrorDetails::CREDENTIAL_UNAVAILABLE ||
         details.kind() == ErrorDetails::AUTHENTICATION_REQUIRED;
}

absl::Status CredentialUnavailableError(absl::string_view message) {
  return internal::CredentialUnavailable(/*credential=*/"", message);
}

std::string FormatError(const ErrorDetails& details, ErrorLayout layout) {
  return internal::LayOutError(details, layout);
}

}  // namespace azure::identity
