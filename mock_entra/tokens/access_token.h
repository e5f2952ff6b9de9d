// Access tokens with the claims that Entra ID gives an application's, or a user's.
#ifndef MOCK_ENTRA_TOKENS_ACCESS_TOKEN_H_
#define MOCK_ENTRA_TOKENS_ACCESS_TOKEN_H_

#include <string>

#include "absl/status/statusor.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_common/random.h"
#include "mock_entra/tokens/claims.h"

namespace mock::entra {

// A v1.0 or v2.0 token, as the resource accepts it, RS256-signed. Its `uti` is
// random, so no two tokens are equal, unless `input.shared` is given. Errors: those of the key.
absl::StatusOr<std::string> IssueAccessToken(const TokenInput& input, const jwt::SigningKey& key,
                                             Random& random);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_TOKENS_ACCESS_TOKEN_H_
