#include "identity/errors.h"

#include "identity/internal/errors/error_format.h"
#include "identity/internal/errors/error_layout.h"
#include "identity/internal/errors/error_payload.h"

namespace azure::identity {

std::optional<ErrorDetails> GetErrorDetails(const absl::Status& status) {
  return internal::DetailsFromStatus(status);
}

bool IsCredentialUnavailable(const absl::Status& status) {
  const ErrorDetails details = GetErrorDetails(status).value_or(ErrorDetails());
  return details.kind == ErrorKind::kCredentialUnavailable ||
         details.kind == ErrorKind::kAuthenticationRequired;
}

std::optional<TokenRequestOptions> GetRequiredTokenRequest(const absl::Status& status) {
  const ErrorDetails details = GetErrorDetails(status).value_or(ErrorDetails());
  if (details.kind != ErrorKind::kAuthenticationRequired) return std::nullopt;
  const auto request = details.token_request.value_or(ErrorDetails::TokenRequest());
  return TokenRequestOptions{request.scopes, request.tenant_id, request.claims, request.enable_cae};
}

absl::Status CredentialUnavailableError(absl::string_view message) {
  return internal::CredentialUnavailable(/*credential=*/"", message);
}

std::string FormatError(const ErrorDetails& details, ErrorLayout layout) {
  return internal::LayOutError(details, layout);
}

}  // namespace azure::identity
