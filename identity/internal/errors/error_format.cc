#include "identity/internal/errors/error_format.h"

#include <string>
#include <utility>

#include "absl/strings/cord.h"
#include "identity/errors.h"
#include "identity/internal/errors/entra_error.h"
#include "identity/internal/errors/error_layout.h"
#include "identity/internal/errors/service_error_code.h"
#include "identity/internal/text/go_text.h"
#include "identity/internal/text/go_url.h"
#include "identity/internal/text/redact.h"

namespace azure::identity::internal {
namespace {

ErrorDetails Details(ErrorDetails::Kind kind, absl::string_view credential,
                     absl::string_view message) {
  ErrorDetails details;
  details.set_kind(kind);
  details.set_credential(std::string(credential));
  details.set_message(std::string(message));
  return details;
}

ErrorDetails Failure(absl::string_view credential, absl::string_view message) {
  ErrorDetails details = Details(ErrorDetails::AUTHENTICATION_FAILED, credential, message);
  details.set_troubleshooting_anchor(std::string(TroubleshootingAnchor(credential)));
  return details;
}

ErrorDetails::Http Exchange(const HttpResponse& response) {
  ErrorDetails::Http http;
  http.set_method(response.request_method);
  http.set_url(UrlWithDecodedPath(response.request_url));
  http.set_status_code(response.status_code);
  http.set_reason(response.reason);
  http.set_body(RedactSecrets(response.body));
  return http;
}

absl::StatusCode CodeOfServiceError(int http_status) {
  switch (http_status) {
    case 401:
      return absl::StatusCode::kUnauthenticated;
    case 403:
      return absl::StatusCode::kPermissionDenied;
    case 404:
      return absl::StatusCode::kNotFound;
    case 429:
      return absl::StatusCode::kResourceExhausted;
    default:
      return http_status == 408 || http_status >= 500 ? absl::StatusCode::kUnavailable
                                                      : absl::StatusCode::kFailedPrecondition;
  }
}

// `attempt` as a chain's child. Its text must come out as it is, also if it was
// made elsewhere and its details, if any, say otherwise.
ErrorDetails Child(const absl::Status& attempt) {
  ErrorDetails details = DetailsFromStatus(attempt).value_or(ErrorDetails());
  if (LayOutError(details, ErrorLayout::kAzidentity) == attempt.message()) return details;
  return Details(details.kind() == ErrorDetails::SERVICE_ERROR ? ErrorDetails::KIND_UNSPECIFIED
                                                               : details.kind(),
                 /*credential=*/"", attempt.message());
}

}  // namespace

absl::Status AuthenticationFailed(absl::string_view credential, absl::string_view message,
                                  const HttpResponse& response) {
  ErrorDetails details = Failure(credential, message);
  *details.mutable_http() = Exchange(response);
  if (auto entra = ParseEntraError(details.http().body())) {
    *details.mutable_entra() = *std::move(entra);
  }
  return StatusFromDetails(absl::StatusCode::kUnauthenticated, details);
}

absl::Status AuthenticationFailed(absl::string_view credential, absl::string_view message,
                                  absl::StatusCode code) {
  return StatusFromDetails(code, Failure(credential, message));
}

absl::Status CredentialUnavailable(absl::string_view credential, absl::string_view message) {
  return StatusFromDetails(absl::StatusCode::kFailedPrecondition,
                           Details(ErrorDetails::CREDENTIAL_UNAVAILABLE, credential, message));
}

absl::Status AuthenticationRequired(absl::string_view credential,
                                    const TokenRequestOptions& request) {
  ErrorDetails details =
      Details(ErrorDetails::AUTHENTICATION_REQUIRED, credential,
              "can't acquire a token without user interaction. Call Authenticate to authenticate "
              "a user interactively");
  // Callers may pass anything; protobuf wants UTF-8.
  ErrorDetails::TokenRequest& asked = *details.mutable_token_request();
  for (const std::string& scope : request.scopes) asked.add_scopes(ToValidUtf8(scope));
  asked.set_tenant_id(ToValidUtf8(request.tenant_id));
  asked.set_claims(ToValidUtf8(request.claims));
  asked.set_enable_cae(request.enable_cae);
  return StatusFromDetails(absl::StatusCode::kFailedPrecondition, details);
}

absl::Status AuthenticationFailedVerbatim(absl::string_view message, absl::StatusCode code,
                                          absl::string_view body) {
  ErrorDetails details = Details(ErrorDetails::AUTHENTICATION_FAILED, /*credential=*/"", message);
  if (auto entra = ParseEntraError(RedactSecrets(body))) {
    *details.mutable_entra() = *std::move(entra);
  }
  return StatusFromDetails(code, details);
}

absl::Status ChainFailed(absl::string_view chain, const std::vector<absl::Status>& attempts) {
  ErrorDetails details = Failure(chain, "failed to acquire a token.");
  for (const absl::Status& attempt : attempts) *details.add_children() = Child(attempt);

  const absl::Status last = attempts.empty() ? absl::OkStatus() : attempts.back();
  const ErrorDetails cause = DetailsFromStatus(last).value_or(ErrorDetails());
  if (last.ok() || cause.kind() == ErrorDetails::CREDENTIAL_UNAVAILABLE ||
      cause.kind() == ErrorDetails::AUTHENTICATION_REQUIRED) {
    details.set_kind(ErrorDetails::CREDENTIAL_UNAVAILABLE);
    return StatusFromDetails(absl::StatusCode::kFailedPrecondition, details);
  }
  if (cause.kind() != ErrorDetails::SERVICE_ERROR) {
    if (cause.has_http()) *details.mutable_http() = cause.http();
    if (cause.has_entra()) *details.mutable_entra() = cause.entra();
  }
  return StatusFromDetails(last.code(), details);
}

absl::Status ResponseError(const HttpResponse& response) {
  ErrorDetails details;
  details.set_kind(ErrorDetails::SERVICE_ERROR);
  *details.mutable_http() = Exchange(response);
  details.mutable_http()->set_url(UrlWithEscapedPath(response.request_url));
  details.mutable_http()->set_error_code(ServiceErrorCode(response));
  return StatusFromDetails(CodeOfServiceError(response.status_code), details);
}

absl::Status StatusFromDetails(absl::StatusCode code, const ErrorDetails& details) {
  absl::Status status(code == absl::StatusCode::kOk ? absl::StatusCode::kUnknown : code,
                      LayOutError(details, ErrorLayout::kAzidentity));
  status.SetPayload(kErrorDetailsTypeUrl, absl::Cord(details.SerializeAsString()));
  return status;
}

std::optional<ErrorDetails> DetailsFromStatus(const absl::Status& status) {
  const auto payload = status.GetPayload(kErrorDetailsTypeUrl);
  ErrorDetails details;
  if (!payload || !details.ParseFromString(std::string(*payload))) return std::nullopt;
  return details;
}

}  // namespace azure::identity::internal
