// Tokens of managed identities, which their hosts get from Entra ID for them.
#ifndef MOCK_ENTRA_TOKENS_MANAGED_IDENTITY_TOKEN_H_
#define MOCK_ENTRA_TOKENS_MANAGED_IDENTITY_TOKEN_H_

#include <string>
#include <variant>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_common/random.h"
#include "mock_entra/directory/directory.h"
#include "mock_entra/exchange/exchange.h"

namespace mock::entra {

struct ManagedIdentityToken {
  std::string access_token;
  absl::Time not_before;
  absl::Time expires_on;
  absl::Duration lifetime;
};

// Entra ID's answer to the host, when it is no token.
struct ManagedIdentityRefusal {
  int status = 400;
  std::string body;            // JSON
  http::Remarks remarks = {};  // for the journal
};

// The token of `identity` for a resource, by its URI or client ID. It lives for a
// day unless the directory says otherwise of the resource. `bound_to` is the SHA-256 of
// the certificate that it is to be bound to; "" for a bearer token. Refusals: AADSTS500011
// for an unknown resource, 50000 if the key can't sign.
std::variant<ManagedIdentityToken, ManagedIdentityRefusal> IssueManagedIdentityToken(
    const Exchange& exchange, const Tenant& tenant, const ManagedIdentity& identity,
    absl::string_view resource, const jwt::SigningKey& key, Random& random,
    std::string bound_to = "");

}  // namespace mock::entra

#endif  // MOCK_ENTRA_TOKENS_MANAGED_IDENTITY_TOKEN_H_
