// What a token endpoint answers with status 200.
#ifndef IDENTITY_INTERNAL_ENTRA_TOKEN_RESPONSE_H_
#define IDENTITY_INTERNAL_ENTRA_TOKEN_RESPONSE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "identity/internal/entra/id_token.h"
#include "identity/internal/secrets/secret_string.h"
#include "identity/internal/text/go_json.h"

namespace azure::identity::internal {

// Whom a token is for.
enum class TokenOwner {
  kApplication,  // who the user is, if there is one, does not matter
  kUser          // the response must say who signed in, in a form that can be read
};

struct TokenResponse {
  SecretString access_token;
  std::string token_type;      // "Bearer"; may be empty
  SecretString refresh_token;  // may be empty
  absl::Time expires_on;
  absl::Time refresh_on = absl::InfinitePast();  // if the response says nothing

  // As the response lists them; the requested ones if it lists none (RFC 6749,
  // section 5.1).
  std::vector<std::string> granted_scopes;

  absl::Time received_at;

  // For a user only.
  std::optional<IdToken> id_token;
  ClientInfo client_info;
  std::string family_id;  // of the refresh token; "" for none
};

// The members of a token response that came at `now`, whichever endpoint sent it:
// absent ones are "", and granted_scopes are those that are listed. Errors are
// kInvalidArgument with Go's text: it is not JSON, a member has the wrong type, or
// the time of expiry is missing or cannot be read.
absl::StatusOr<TokenResponse> ReadTokenMembers(absl::string_view body, JsonReader reader,
                                               absl::Time now);

// Reads the body of a response that came at `now`. Errors, in the order of the
// checks; none of them shows the body, which may hold a token:
//   kUnavailable      it is not JSON, or a field has the wrong type; for a user
//                     also: its id_token or client_info cannot be read
//   kUnavailable      its time of expiry is missing or cannot be read
//   kUnauthenticated  it is an OAuth error: "{error}: {error_description}"
//   kUnavailable      "response is missing access_token", also for ""
absl::StatusOr<TokenResponse> ParseTokenResponse(absl::string_view body,
                                                 const std::vector<std::string>& requested_scopes,
                                                 absl::Time now,
                                                 TokenOwner owner = TokenOwner::kApplication);

// kUnauthenticated if a requested scope is not among the granted ones, compared
// without case.
absl::Status CheckDeclinedScopes(const std::vector<std::string>& requested,
                                 const std::vector<std::string>& granted);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_ENTRA_TOKEN_RESPONSE_H_
