// Who signed in, as a token response says.
#ifndef IDENTITY_INTERNAL_ENTRA_ID_TOKEN_H_
#define IDENTITY_INTERNAL_ENTRA_ID_TOKEN_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace azure::identity::internal {

// The claims of an ID token (OpenID Connect Core 1.0, section 2) that name the
// user; absent ones are empty. The signature is not checked: the token comes
// from the authority itself, over TLS (section 3.1.3.7, rule 6).
struct IdToken {
  std::string issuer;
  std::string audience;
  std::string subject;
  std::string tenant_id;
  std::string preferred_username;
  std::string upn;
};

// Entra's "client_info": the user in the tenant that is the user's home.
struct ClientInfo {
  std::string uid;
  std::string utid;
};

// Both take a member of a token response as it is written, with its quotes, and
// fail with Go's texts, kInvalidArgument: it is no JWT or no base64url, what it
// holds is not JSON, or a claim has the wrong type. Such a text may quote the
// claims of the token, but never more than the name of a type.
absl::StatusOr<IdToken> ParseIdToken(absl::string_view value);
absl::StatusOr<ClientInfo> ParseClientInfo(absl::string_view value);

// What tells accounts apart, whatever the tenant a token is for: "{uid}.{utid}",
// or the ID token's subject if the authority sends no client_info.
std::string HomeAccountId(const IdToken& id_token, const ClientInfo& client_info);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_ENTRA_ID_TOKEN_H_
