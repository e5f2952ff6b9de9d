// GET /{tenant}/discovery/v2.0/keys and /{tenant}/discovery/keys.
#ifndef MOCK_ENTRA_ENDPOINTS_JWKS_H_
#define MOCK_ENTRA_ENDPOINTS_JWKS_H_

#include "absl/strings/string_view.h"
#include "mock_entra/assertions/own_token.h"
#include "mock_entra/directory/directory.h"
#include "mock_entra/exchange/exchange.h"
#include "mock_entra/exchange/version.h"

namespace mock::entra {

// The same keys for every tenant, as in Entra. An unknown tenant is refused as
// by the openid-configuration.
http::Response HandleJwks(const Exchange& exchange, Directory& directory, const SigningKeys& keys,
                          absl::string_view tenant, Version version);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ENDPOINTS_JWKS_H_
