// POST /{tenant}/oauth2/v2.0/token and /{tenant}/oauth2/token.
#ifndef MOCK_ENTRA_HANDLERS_TOKEN_H_
#define MOCK_ENTRA_HANDLERS_TOKEN_H_

#include "absl/strings/string_view.h"
#include "mock_common/http/message.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_common/random.h"
#include "mock_entra/directory/directory.h"
#include "mock_entra/exchange.h"
#include "mock_entra/handlers/version.h"

namespace mock::entra {

struct TokenEndpoint {
  Directory& directory;
  const jwt::SigningKey& key;
  Random& random;
};

// Grants client_credentials with a client secret, in the body or as HTTP Basic;
// checks tenant, grant, application, credential and resource in Entra's order.
// Reserved values (see magic.h) win over all of that. GET gets 900561, OPTIONS a
// CORS answer, other methods 405.
http::Reply HandleToken(const Exchange& exchange, const TokenEndpoint& endpoint,
                        absl::string_view tenant, Version version);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_HANDLERS_TOKEN_H_
