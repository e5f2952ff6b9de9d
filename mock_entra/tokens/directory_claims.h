// What the directory adds to a token: roles, groups, optional claims, and claims of its own.
#ifndef MOCK_ENTRA_TOKENS_DIRECTORY_CLAIMS_H_
#define MOCK_ENTRA_TOKENS_DIRECTORY_CLAIMS_H_

#include <string>

#include "absl/strings/string_view.h"
#include "mock_entra/tokens/claims.h"

namespace mock::entra {

enum class TokenKind { kAccess, kId };

// `claims`, a JSON object in Entra's order, with what the application `audience` (a client ID;
// Microsoft's resources have none), the user and `input.ordered_claims` add: `aud` to `exp`
// first, the others sorted. Unchanged if that is nothing.
std::string WithDirectoryClaims(std::string claims, const TokenInput& input,
                                absl::string_view audience, TokenKind kind);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_TOKENS_DIRECTORY_CLAIMS_H_
