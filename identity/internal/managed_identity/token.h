// The token in the answer of a managed identity host.
#ifndef IDENTITY_INTERNAL_MANAGED_IDENTITY_TOKEN_H_
#define IDENTITY_INTERNAL_MANAGED_IDENTITY_TOKEN_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "identity/internal/entra/token_response.h"

namespace azure::identity::internal {

// Reads the body of a response with status 200 or 202 that came at `now`. Numbers
// may be texts, and `expires_on` also a date. A token that lives longer than two
// hours, and whose host says nothing of `refresh_in`, is due for refresh halfway.
// The granted scopes are those that the response lists, and `resource`.
//
// Errors are kUnavailable, and show no token: "error parsing the json error: {Go's
// text}", "response is missing access_token".
absl::StatusOr<TokenResponse> ParseManagedIdentityToken(absl::string_view body,
                                                        absl::string_view resource, absl::Time now);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_MANAGED_IDENTITY_TOKEN_H_
