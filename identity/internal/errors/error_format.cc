#include "identity/internal/errors/error_format.h"

#include <string>
#include <utility>

#include "identity/internal/errors/entra_error.h"
#include "identity/internal/errors/error_layout.h"
#include "identity/internal/errors/error_payload.h"
#include "identity/internal/errors/service_error_code.h"
#include "identity/internal/text/go_url.h"
#include "identity/internal/text/redact.h"
#include "identity/internal/text/shown_body.h"

namespace azure::identity::internal {
namespace {

ErrorDetails Details(ErrorKind kind, absl::string_view credential, absl::string_view message) {
  ErrorDetails details;
  details.kind = kind;
  details.credential = std::string(credential);
  details.message = std::string(message);
  return details;
}

ErrorDetails Failure(absl::string_view credential, absl::string_view message) {
  ErrorDetails details = Details(ErrorKind::kAuthenticationFailed, credential, message);
  details.troubleshooting_anchor = std::string(TroubleshootingAnchor(credential));
  return details;
}

ErrorDetails::Http Exchange(const HttpResponse& response) {
  ErrorDetails::Http http;
  http.method = response.request_method;
  http.url = UrlWithDecodedPath(response.request_url);
  http.status_code = response.status_code;
  http.reason = response.reason;
  http.body = ShownBody(response.body);
  return http;
}

absl::StatusCode CodeOfServiceError(int http_status) {
  switch (http_status) {
    case 400:
      return absl::StatusCode::kInvalidArgument;
    case 401:
      return absl::StatusCode::kUnauthenticated;
    case 403:
      return absl::StatusCode::kPermissionDenied;
    case 404:
    case 410:
      return absl::StatusCode::kNotFound;
    case 408:
      return absl::StatusCode::kUnavailable;
    case 416:
      return absl::StatusCode::kOutOfRange;
    case 429:
      return absl::StatusCode::kResourceExhausted;
    case 500:
      return absl::StatusCode::kInternal;
    case 501:
      return absl::StatusCode::kUnimplemented;
    default:
      return http_status >= 500 ? absl::StatusCode::kUnavailable
                                : absl::StatusCode::kFailedPrecondition;
  }
}

// An authority that is throttled, slow or down has not judged the credential.
absl::StatusCode CodeOfRefusal(int http_status) {
  if (http_status == 408) return absl::StatusCode::kDeadlineExceeded;
  if (http_status == 429) return absl::StatusCode::kResourceExhausted;
  return http_status >= 500 ? absl::StatusCode::kUnavailable : absl::StatusCode::kUnauthenticated;
}

// `attempt` as a chain's child. Its text must come out as it is, also if it was
// made elsewhere and its details, if any, say otherwise.
ErrorDetails Child(const absl::Status& attempt) {
  ErrorDetails details = DetailsFromStatus(attempt).value_or(ErrorDetails());
  if (LayOutError(details, ErrorLayout::kAzidentity) == attempt.message()) return details;
  return Details(details.kind == ErrorKind::kServiceError ? ErrorKind::kUnspecified : details.kind,
                 /*credential=*/"", attempt.message());
}

}  // namespace

absl::Status AuthenticationFailed(absl::string_view credential, absl::string_view message,
                                  const HttpResponse& response) {
  ErrorDetails details = Failure(credential, message);
  details.http = Exchange(response);
  details.entra = ParseEntraError(RedactSecrets(response.body));
  return StatusFromDetails(CodeOfRefusal(response.status_code), details);
}

absl::Status AuthenticationFailed(absl::string_view credential, absl::string_view message,
                                  absl::StatusCode code) {
  return StatusFromDetails(code, Failure(credential, message));
}

absl::Status CredentialUnavailable(absl::string_view credential, absl::string_view message) {
  return StatusFromDetails(absl::StatusCode::kFailedPrecondition,
                           Details(ErrorKind::kCredentialUnavailable, credential, message));
}

absl::Status AuthenticationRequired(absl::string_view credential,
                                    const TokenRequestOptions& request) {
  ErrorDetails details =
      Details(ErrorKind::kAuthenticationRequired, credential,
              "can't acquire a token without user interaction. Call Authenticate to authenticate "
              "a user interactively");
  details.token_request = {request.scopes, request.tenant_id, request.claims, request.enable_cae};
  return StatusFromDetails(absl::StatusCode::kFailedPrecondition, details);
}

absl::Status AuthenticationFailedVerbatim(absl::string_view message, absl::StatusCode code,
                                          absl::string_view body) {
  ErrorDetails details = Details(ErrorKind::kAuthenticationFailed, /*credential=*/"", message);
  details.entra = ParseEntraError(RedactSecrets(body));
  return StatusFromDetails(code, details);
}

absl::Status ChainFailed(absl::string_view chain, const std::vector<absl::Status>& attempts) {
  ErrorDetails details = Failure(chain, "failed to acquire a token.");
  for (const absl::Status& attempt : attempts) details.children.push_back(Child(attempt));

  const absl::Status last = attempts.empty() ? absl::OkStatus() : attempts.back();
  const ErrorDetails cause = DetailsFromStatus(last).value_or(ErrorDetails());
  if (last.ok() || cause.kind == ErrorKind::kCredentialUnavailable ||
      cause.kind == ErrorKind::kAuthenticationRequired) {
    details.kind = ErrorKind::kCredentialUnavailable;
    return StatusFromDetails(absl::StatusCode::kFailedPrecondition, details);
  }
  if (cause.kind != ErrorKind::kServiceError) {
    details.http = cause.http;
    details.entra = cause.entra;
  }
  return StatusFromDetails(last.code(), details);
}

absl::Status ResponseError(const HttpResponse& response) {
  ErrorDetails details;
  details.kind = ErrorKind::kServiceError;
  details.http = Exchange(response);
  details.http->url = UrlWithEscapedPath(response.request_url);
  details.http->error_code = ServiceErrorCode(response);
  details.http->error_message = ServiceErrorMessage(details.http->body);
  return StatusFromDetails(CodeOfServiceError(response.status_code), details);
}

absl::Status StatusFromDetails(absl::StatusCode code, const ErrorDetails& details) {
  absl::Status status(code == absl::StatusCode::kOk ? absl::StatusCode::kUnknown : code,
                      LayOutError(details, ErrorLayout::kAzidentity));
  SetErrorDetails(details, status);
  return status;
}

}  // namespace azure::identity::internal
