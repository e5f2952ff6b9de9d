// Tokens that no resource should accept, for whoever asks with a reserved value.
#ifndef MOCK_ENTRA_TOKENS_FLAWED_TOKEN_H_
#define MOCK_ENTRA_TOKENS_FLAWED_TOKEN_H_

#include "absl/status/statusor.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_common/random.h"
#include "mock_entra/directory/directory.h"
#include "mock_entra/exchange/exchange.h"
#include "mock_entra/exchange/magic.h"
#include "mock_entra/exchange/token_request.h"
#include "mock_entra/tokens/token_response.h"

namespace mock::entra {

// For the tenant and resource that are asked for, if they are there; else for a tenant
// of that name and Azure Resource Manager. Nothing else is checked. Errors: those of
// Directory::CreateTenant and of the key.
absl::StatusOr<TokenResponse> IssueFlawedToken(const Exchange& exchange, Directory& directory,
                                               const TokenRequest& request, TokenFlaw flaw,
                                               const jwt::SigningKey& key, Random& random);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_TOKENS_FLAWED_TOKEN_H_
