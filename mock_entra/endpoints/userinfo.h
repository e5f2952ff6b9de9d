// GET https://graph.microsoft.com/oidc/userinfo: who the token's user is.
#ifndef MOCK_ENTRA_ENDPOINTS_USERINFO_H_
#define MOCK_ENTRA_ENDPOINTS_USERINFO_H_

#include "mock_common/http/message.h"
#include "mock_entra/assertions/own_token.h"
#include "mock_entra/exchange/exchange.h"

namespace mock::entra {

bool IsUserinfo(const http::Request& request);

// 401 with WWW-Authenticate unless the bearer token is ours, of a user, and valid now.
http::Response HandleUserinfo(const Exchange& exchange, const SigningKeys& keys);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ENDPOINTS_USERINFO_H_
