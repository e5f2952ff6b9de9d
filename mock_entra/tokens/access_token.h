// Access tokens with the claims that Entra ID gives an application's, or a user's.
#ifndef MOCK_ENTRA_TOKENS_ACCESS_TOKEN_H_
#define MOCK_ENTRA_TOKENS_ACCESS_TOKEN_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_common/random.h"
#include "mock_entra/assertions/user_assertion.h"
#include "mock_entra/directory/directory.h"
#include "mock_entra/exchange/authority.h"
#include "mock_entra/exchange/magic.h"
#include "mock_entra/tokens/resource_scope.h"

namespace mock::entra {

// A token that acts for a user.
struct UserGrant {
  User user;
  std::string scopes;  // `scp`
};

struct AccessTokenInput {
  const Authority& authority;
  const Tenant& tenant;
  const Application& application;
  const RequestedResource& requested;
  // The client's capabilities, in Entra's spelling ("cp1").
  std::vector<std::string> capabilities;
  absl::Time now;
  // The application proved itself by an assertion, not by a secret.
  bool by_assertion = false;
  const UserGrant* user = nullptr;  // null for the application's own
  TokenFlaw flaw = TokenFlaw::kNone;
  // The ARM path of the managed identity whose token it is; "" for applications.
  std::string managed_identity = "";
  std::string nonce{};  // of the ID token; "" if none
};

// A v1.0 or v2.0 token, as the resource accepts it, RS256-signed. As Entra's it
// is valid from five minutes ago, and for a second longer than `expires_in`
// says. Its `uti` is random, so no two tokens are equal. Errors: those of the
// key.
absl::StatusOr<std::string> IssueAccessToken(const AccessTokenInput& input,
                                             const jwt::SigningKey& key, Random& random);

// Tells the application, in a v2.0 ID token, whom it acts for. `input.user` must
// be set.
absl::StatusOr<std::string> IssueIdToken(const AccessTokenInput& input, const jwt::SigningKey& key,
                                         Random& random);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_TOKENS_ACCESS_TOKEN_H_
