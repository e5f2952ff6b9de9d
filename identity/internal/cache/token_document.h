// Tokens as a text, for who keeps them beyond the life of the process.
#ifndef IDENTITY_INTERNAL_CACHE_TOKEN_DOCUMENT_H_
#define IDENTITY_INTERNAL_CACHE_TOKEN_DOCUMENT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "identity/internal/cache/refresh_tokens.h"
#include "identity/internal/cache/token_cache.h"
#include "identity/internal/secrets/secret_string.h"

namespace azure::identity::internal {

struct StoredAccessToken {
  TokenCache::Key key;
  CachedToken token;
};

struct StoredRefreshToken {
  RefreshTokens::Key key;
  std::string family;
  SecretString token;
  absl::Time kept_at;  // InfinitePast() if the document does not say
};

// What of MSAL's unified cache, a JSON object, this library makes use of: the members
// "AccessToken" and "RefreshToken". Times are of whole seconds.
struct TokenDocument {
  std::vector<StoredAccessToken> access_tokens;
  std::vector<StoredRefreshToken> refresh_tokens;
};

// Reads `text`, of which "" is a document without tokens. An entry that lacks something is left
// out. kFailedPrecondition, without a word of the text, for what is no JSON object.
absl::StatusOr<TokenDocument> ReadTokenDocument(absl::string_view text);

// `text` with `news` in the places of what they replace; what is newer in the text stays, and so
// does all that other programs have there. Access tokens that have ended by `now` are left out,
// and of more than 1,000 those that end first. Errors as of ReadTokenDocument().
absl::StatusOr<std::string> MergeTokenDocument(absl::string_view text, const TokenDocument& news,
                                               absl::Time now);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_CACHE_TOKEN_DOCUMENT_H_
