#include "mock_entra/tokens/id_token.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "mock_common/crypto/digest.h"
#include "mock_common/jwt/base64url.h"
#include "mock_common/jwt/jwt.h"
#include "mock_entra/tokens/directory_claims.h"

namespace mock::entra {
namespace {

// OpenID Connect Core, section 3.3.2.11: the left half of the digest.
std::string CodeHash(absl::string_view code) {
  const std::string digest = Sha256(code);
  return jwt::Base64UrlEncode(absl::string_view(digest).substr(0, digest.size() / 2));
}

}  // namespace

absl::StatusOr<std::string> IssueIdToken(const TokenInput& input, const jwt::SigningKey& key,
                                         Random& random) {
  const OpaqueClaims opaque(random);
  JsonObject claims = CommonClaims(input, Version::kV2, input.application.app_id, opaque);
  if (!input.code.empty()) claims.Add("c_hash", CodeHash(input.code));
  claims.Add("name", input.delegation->user.name);
  if (!input.nonce.empty()) claims.Add("nonce", input.nonce);
  claims.Add("oid", input.delegation->user.id);
  claims.Add("preferred_username", input.delegation->user.principal_name);
  claims.Add("rh", opaque.rh);
  claims.Add("sub", PairwiseSubject(input));
  claims.Add("tid", input.tenant.id);
  claims.Add("uti", opaque.uti);
  claims.Add("ver", "2.0");
  return jwt::EncodeRs256(key,
                          absl::StrCat(R"({"typ":"JWT","alg":"RS256","kid":")", key.kid(), R"("})"),
                          WithDirectoryClaims(std::move(claims).Finish(), input,
                                              input.application.app_id, TokenKind::kId));
}

}  // namespace mock::entra
