// Telling errors apart, and printing them.
//
// Every error of this library is an absl::Status whose message is the text that
// azidentity prints. Those that concern authentication also carry an
// ErrorDetails payload:
//
//   | what failed                              | code                | kind                    |
//   |------------------------------------------|---------------------|-------------------------|
//   | the credential cannot be used here       | kFailedPrecondition | kCredentialUnavailable  |
//   | a user must interact                     | kFailedPrecondition | kAuthenticationRequired |
//   | the authority refused                    | kUnauthenticated    | kAuthenticationFailed   |
//   | it throttles: HTTP 429                   | kResourceExhausted  | kAuthenticationFailed   |
//   | it gave up waiting: HTTP 408             | kDeadlineExceeded   | kAuthenticationFailed   |
//   | it is out of order: HTTP 5xx             | kUnavailable        | kAuthenticationFailed   |
//   | no usable answer came                    | kUnavailable        | kAuthenticationFailed   |
//   | the account is of a kind that is not    | kUnimplemented      | kAuthenticationFailed   |
//   | supported                               |                     |                         |
//   | the context was cancelled / its deadline | kCancelled /        | kAuthenticationFailed   |
//   | passed                                   | kDeadlineExceeded   |                         |
//   | a service refused a request with a token | by HTTP status      | kServiceError           |
//   | an argument or option is wrong           | kInvalidArgument    | (no payload)            |
//
// A chain's error is unavailable if all of its sources were, and else failed,
// with the code of the source that ended it.
#ifndef IDENTITY_ERRORS_H_
#define IDENTITY_ERRORS_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "identity/error_details.h"
#include "identity/token_credential.h"

namespace azure::identity {

// The payload as data; nullopt if `status` has none that can be read.
std::optional<ErrorDetails> GetErrorDetails(const absl::Status& status);

// Whether a chain may go on to its next source (also for kAuthenticationRequired).
bool IsCredentialUnavailable(const absl::Status& status);

// What to pass to Authenticate() when GetToken() says that a user must interact
// (kAuthenticationRequired): the options it was called with. nullopt for any other
// status.
std::optional<TokenRequestOptions> GetRequiredTokenRequest(const absl::Status& status);

// For credentials of your own that take part in a chain: an error that lets the
// chain go on. Its text is `message`, verbatim.
absl::Status CredentialUnavailableError(absl::string_view message);

// The text of `details` in a layout. In kAzidentity it equals the message of the
// status the details came from; only a kServiceError's ends with a newline.
std::string FormatError(const ErrorDetails& details, ErrorLayout layout);

}  // namespace azure::identity

#endif  // IDENTITY_ERRORS_H_
