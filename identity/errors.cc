#include "identity/errors.h"

#include "identity/internal/errors/error_format.h"
#include "identity/internal/errors/error_layout.h"

namespace azure::identity {

std::optional<ErrorDetails> GetErrorDetails(const absl::Status& status) {
  return internal::DetailsFromStatus(status);
}

bool IsCredentialUnavailable(const absl::Status& status) {
  const ErrorDetails details = GetErrorDetails(status).value_or(ErrorDetails());
  return details.kind() == ErrorDetails::CREDENTIAL_UNAVAILABLE ||
         details.kind() == ErrorDetails::AUTHENTICATION_REQUIRED;
}

std::optional<TokenRequestOptions> GetRequiredTokenRequest(const absl::Status& status) {
  const ErrorDetails details = GetErrorDetails(status).value_or(ErrorDetails());
  if (details.kind() != ErrorDetails::AUTHENTICATION_REQUIRED) return std::nullopt;
  const ErrorDetails::TokenRequest& request = details.token_request();
  TokenRequestOptions options;
  options.scopes = {request.scopes().begin(), request.scopes().end()};
  options.tenant_id = request.tenant_id();
  options.claims = request.claims();
  options.enable_cae = request.enable_cae();
  return options;
}

absl::Status CredentialUnavailableError(absl::string_view message) {
  return internal::CredentialUnavailable(/*credential=*/"", message);
}

std::string FormatError(const ErrorDetails& details, ErrorLayout layout) {
  return internal::LayOutError(details, layout);
}

}  // namespace azure::identity
