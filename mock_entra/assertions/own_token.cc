#include "mock_entra/assertions/own_token.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "mock_common/jwt/jwt.h"
#include "mock_common/jwt/public_key.h"
#include "nlohmann/json.hpp"

namespace mock::entra {

std::optional<absl::string_view> BearerTokenOf(const http::Request& request) {
  absl::string_view sent = request.headers.Get("Authorization");
  constexpr absl::string_view kScheme = "Bearer ";
  if (!absl::StartsWithIgnoreCase(sent, kScheme)) return std::nullopt;
  return absl::StripAsciiWhitespace(sent.substr(kScheme.size()));
}

OwnSignature CheckOwnSignature(const SigningKeys& keys, const jwt::Jwt& token) {
  const absl::string_view kid = token.HeaderString("kid");
  for (const auto& key : keys) {
    if (kid.empty() || key->kid() != kid) continue;
    const auto verifier = jwt::PublicKey::FromCertificateDer(key->certificate_der());
    const bool right = verifier.ok() && verifier->Verifies(jwt::Algorithm::kRs256,
                                                           token.signing_input, token.signature);
    return right ? OwnSignature::kRight : OwnSignature::kWrong;
  }
  return OwnSignature::kUnknownKey;
}

bool IsAppOnly(const jwt::Jwt& token) {
  // v1.0 tokens say it; of v2.0 tokens those of users have scopes.
  return token.claims.value("idtyp", nlohmann::json()) == "app" || !token.claims.contains("scp");
}

}  // namespace mock::entra
