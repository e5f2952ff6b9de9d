// ID tokens (OpenID Connect): they tell an application whom it acts for.
#ifndef MOCK_ENTRA_TOKENS_ID_TOKEN_H_
#define MOCK_ENTRA_TOKENS_ID_TOKEN_H_

#include <string>

#include "absl/status/statusor.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_common/random.h"
#include "mock_entra/tokens/claims.h"

namespace mock::entra {

// A v2.0 token for the application itself. `input.delegation` must be set. Errors:
// those of the key.
absl::StatusOr<std::string> IssueIdToken(const TokenInput& input, const jwt::SigningKey& key,
                                         Random& random);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_TOKENS_ID_TOKEN_H_
