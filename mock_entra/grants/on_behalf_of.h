// The on-behalf-of grant: a web API exchanges its caller's token for one to
// another resource.
#ifndef MOCK_ENTRA_GRANTS_ON_BEHALF_OF_H_
#define MOCK_ENTRA_GRANTS_ON_BEHALF_OF_H_

#include <string>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"
#include "mock_common/random.h"
#include "mock_entra/assertions/client_authentication.h"
#include "mock_entra/assertions/own_token.h"
#include "mock_entra/directory/directory.h"
#include "mock_entra/errors/refusal.h"
#include "mock_entra/exchange/exchange.h"
#include "mock_entra/exchange/token_request.h"

namespace mock::entra {

inline constexpr absl::string_view kOnBehalfOfGrant = "urn:ietf:params:oauth:grant-type:jwt-bearer";

struct OnBehalfOf {
  const Exchange& exchange;
  const SigningKeys& keys;
  Random& random;
  const Tenant& tenant;
  const AuthenticatedClient& client;
  std::vector<std::string> capabilities;
};

// The body of the success, with a refresh token if offline_access was asked for
// (v1.0: always), an ID token for openid, and client_info for client_info=1; or
// why not: 900144 without `assertion` or `requested_token_use`, 9002313 for
// another use, then as CheckUserAssertion, FindDelegatedScopes and CheckAccess, and
// 65001 or 90094 where consent is missing.
std::variant<std::string, Refusal> GrantOnBehalfOf(const OnBehalfOf& grant,
                                                   const TokenRequest& request);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_GRANTS_ON_BEHALF_OF_H_
