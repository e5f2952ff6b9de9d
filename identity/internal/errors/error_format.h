// Makes every error of the library that concerns authentication: its text is
// azidentity's, its payload the ErrorDetails of identity/error_details.h.
#ifndef IDENTITY_INTERNAL_ERRORS_ERROR_FORMAT_H_
#define IDENTITY_INTERNAL_ERRORS_ERROR_FORMAT_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "identity/error_details.h"
#include "identity/token_credential.h"
#include "identity/transport/http_transport.h"

namespace azure::identity::internal {

// `credential` is always the type's name, such as "ClientSecretCredential"; it
// decides the link to the troubleshooting guide. Tokens, assertions and secrets
// that a body holds as JSON strings are redacted before they reach the status, and a
// long body is cut (ShownBody).

// The authority answered, and not with a token. By HTTP status: 408 kDeadlineExceeded,
// 429 kResourceExhausted, 5xx kUnavailable, others kUnauthenticated. Text:
//   {credential} authentication failed. {message}
//   {method} {URL without query}
//   … the response, and the link. `message` is "" for an OAuth error.
absl::Status AuthenticationFailed(absl::string_view credential, absl::string_view message,
                                  const HttpResponse& response);

// No usable answer came. Text: "{credential}: {message}", and the link. For the
// end of a context pass its kCancelled or kDeadlineExceeded as `code`.
absl::Status AuthenticationFailed(absl::string_view credential, absl::string_view message,
                                  absl::StatusCode code = absl::StatusCode::kUnavailable);

// The credential cannot be used here; a chain goes on. kFailedPrecondition.
// Text: "{credential}: {message}".
absl::Status CredentialUnavailable(absl::string_view credential, absl::string_view message);

// Only a user can help; a chain goes on. kFailedPrecondition. The details hold
// `request`, for Authenticate().
absl::Status AuthenticationRequired(absl::string_view credential,
                                    const TokenRequestOptions& request);

// An error that azidentity passes on as MSAL worded it, without the credential's
// name. Text: `message`. `body`, if any, is the response's, of which the details
// have the OAuth error.
absl::Status AuthenticationFailedVerbatim(absl::string_view message, absl::StatusCode code,
                                          absl::string_view body = "");

// A chain got no token. Text: "{chain}: failed to acquire a token.", then every
// source's error. `attempts` are the errors of the sources that were
// tried, in order; the last one decides what this error is:
//   authentication failed: so is this, with its code and response. The text
//     shows the response once, where the source's error does.
//   unavailable: unavailable, kFailedPrecondition.
//   anything else: authentication failed, with its code. If it carries a
//     response all the same, the text ends with it (as azidentity's does).
absl::Status ChainFailed(absl::string_view chain, const std::vector<absl::Status>& attempts);

// A service refused a request that had a token (azcore's ResponseError): see
// NewResponseError of identity/response_error.h, which also logs it. Unlike the others,
// the text ends with a newline.
absl::Status ResponseError(const HttpResponse& response);

// An error whose text is that of `details` in azidentity's layout. kOk becomes
// kUnknown.
absl::Status StatusFromDetails(absl::StatusCode code, const ErrorDetails& details);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_ERRORS_ERROR_FORMAT_H_
