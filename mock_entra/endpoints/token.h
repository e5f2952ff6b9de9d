// POST /{tenant}/oauth2/v2.0/token and /{tenant}/oauth2/token.
#ifndef MOCK_ENTRA_ENDPOINTS_TOKEN_H_
#define MOCK_ENTRA_ENDPOINTS_TOKEN_H_

#include "absl/strings/string_view.h"
#include "mock_common/http/message.h"
#include "mock_common/random.h"
#include "mock_entra/assertions/own_token.h"
#include "mock_entra/directory/directory.h"
#include "mock_entra/exchange/exchange.h"
#include "mock_entra/exchange/version.h"
#include "mock_entra/tokens/shared_tokens.h"

namespace mock::entra {

struct TokenEndpoint {
  Directory& directory;
  const SigningKeys& keys;  // the first signs; tokens of all come back as assertions
  Random& random;
  SharedTokens* shared = nullptr;  // of access tokens; null if each is its own
};

// Grants client_credentials and on-behalf-of (jwt-bearer) to applications that
// present a client secret, in the body or as HTTP Basic, or an assertion; and
// password, authorization_code, refresh_token and device_code to users. Checks
// tenant, grant, application, credential and resource in Entra's order.
// Reserved values (see magic.h) win over all of that. GET gets 900561, OPTIONS a
// CORS answer, other methods 405.
http::Reply HandleToken(const Exchange& exchange, const TokenEndpoint& endpoint,
                        absl::string_view tenant, Version version);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ENDPOINTS_TOKEN_H_
