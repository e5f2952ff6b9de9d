// The token endpoint's answer for somebody who signed in.
#ifndef MOCK_ENTRA_TOKENS_USER_TOKENS_H_
#define MOCK_ENTRA_TOKENS_USER_TOKENS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "mock_common/random.h"
#include "mock_entra/assertions/client_authentication.h"
#include "mock_entra/assertions/own_token.h"
#include "mock_entra/assertions/user_assertion.h"
#include "mock_entra/directory/directory.h"
#include "mock_entra/exchange/exchange.h"
#include "mock_entra/exchange/token_request.h"
#include "mock_entra/promises/grants.h"
#include "mock_entra/tokens/resource_scope.h"

namespace mock::entra {

struct UserTokens {
  const Exchange& exchange;
  const SigningKeys& keys;
  Random& random;
  const TokenRequest& request;
  const Tenant& tenant;
  const AuthenticatedClient& client;
  std::vector<std::string> capabilities;
  const DelegatedScopes& scopes;
  User user;
  SignIn sign_in;
  std::string scope;   // as asked for, for the refresh token
  std::string nonce;   // for the ID token; "" if none
  std::string family;  // of the refresh token; "" for a new one
  // When the first refresh token of a single-page application was issued; the past
  // if this is the first.
  absl::Time first_issued = absl::InfinitePast();
};

// The JSON body: an access token; a refresh token if offline_access was asked for
// (v1.0: always), which the tenant remembers; an ID token for openid; client_info for
// client_info=1; foci for Microsoft's own. Errors: those of the key.
absl::StatusOr<std::string> UserTokensBody(const UserTokens& tokens);

// As tokens name the user of a sign-in; the account may be null.
User UserOf(const SignIn& sign_in, const Account* account);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_TOKENS_USER_TOKENS_H_
