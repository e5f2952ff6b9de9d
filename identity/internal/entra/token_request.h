// The form of a token request.
#ifndef IDENTITY_INTERNAL_ENTRA_TOKEN_REQUEST_H_
#define IDENTITY_INTERNAL_ENTRA_TOKEN_REQUEST_H_

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/context.h"
#include "identity/internal/entra/authority.h"
#include "identity/internal/secrets/secret_string.h"

namespace azure::identity::internal {

using FormFields = std::map<std::string, SecretString>;

// What a client's proof of identity may depend on.
struct ProofRequest {
  AuthorityKind authority_kind = AuthorityKind::kEntra;
  std::string client_id;
  std::string token_endpoint;  // the audience of a client assertion
};

// Yields the form fields that prove who the client is: a secret, or an assertion
// made for this request. Called once for each token request, never by two
// threads at once for the same kind of request (with or without CAE). An error
// with an ErrorDetails payload reaches the caller as it is.
using ClientProof = std::function<absl::StatusOr<FormFields>(const Context&, const ProofRequest&)>;

// Proof by a secret. It is kept as long as the returned function lives.
ClientProof ClientSecret(SecretString secret);

// The "scope" parameter: `scopes` in order, without blank ones, then the three
// that MSAL always asks for.
std::string ScopeParameter(const std::vector<std::string>& scopes);

// The whole form of a client credentials grant (RFC 6749, section 4.4.2). Fields
// of `proof` come before those of the same name.
FormFields ClientCredentialsForm(absl::string_view client_id,
                                 const std::vector<std::string>& scopes, absl::string_view claims,
                                 FormFields proof);

// The same of an on-behalf-of request, which trades a user's token for another
// (RFC 7523, section 2.1, with Entra's additions).
FormFields OnBehalfOfForm(absl::string_view client_id, absl::string_view user_assertion,
                          const std::vector<std::string>& scopes, absl::string_view claims,
                          FormFields proof);

// The same of a refresh (RFC 6749, section 6).
FormFields RefreshForm(absl::string_view client_id, absl::string_view refresh_token,
                       const std::vector<std::string>& scopes, absl::string_view claims,
                       FormFields proof);

// The forms of the grants of users. `grant` has the fields that only this grant
// has, such as "password".
FormFields UserForm(absl::string_view grant_type, absl::string_view client_id,
                    const std::vector<std::string>& scopes, absl::string_view claims,
                    FormFields grant);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_ENTRA_TOKEN_REQUEST_H_
