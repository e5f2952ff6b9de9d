#include "mock_entra/tokens/claims.h"

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "mock_common/jwt/base64url.h"
#include "mock_entra/exchange/identifiers.h"
#include "mock_entra/exchange/issuer.h"
#include "mock_entra/tokens/backdating.h"

namespace mock::entra {
namespace {

constexpr absl::string_view kWrongAudience = "https://wrong-audience.azmock.example";
constexpr absl::string_view kWrongTenant = "a11ce000-0000-4000-8000-00000000dead";

// How far the token's times are off.
absl::Duration TimeShift(const TokenInput& input) {
  if (input.flaw == TokenFlaw::kExpired) {
    return -input.requested.resource->token_lifetime - absl::Hours(1);
  }
  return input.flaw == TokenFlaw::kNotYetValid ? absl::Hours(1) : absl::ZeroDuration();
}

}  // namespace

OpaqueClaims::OpaqueClaims(Random& random) {
  const std::string bytes = random.Bytes(36 + 39 + 15 + 47);
  const absl::string_view view = bytes;
  aio = absl::StrCat("k2", jwt::Base64UrlEncode(view.substr(0, 36)));
  rh = absl::StrCat("1.", jwt::Base64UrlEncode(view.substr(36, 39)), ".");
  // 16 bytes of which the last is zero, as Entra's.
  uti = jwt::Base64UrlEncode(bytes.substr(75, 15) + std::string(1, '\0'));
  xms_ftd = jwt::Base64UrlEncode(view.substr(90));
}

JsonObject CommonClaims(const TokenInput& input, Version version, absl::string_view audience,
                        const OpaqueClaims& opaque) {
  const absl::Time now = input.now + TimeShift(input);
  const std::int64_t valid_from = absl::ToUnixSeconds(now - kBackdated);
  JsonObject claims;
  claims.Add("aud", input.flaw == TokenFlaw::kWrongAudience ? kWrongAudience : audience);
  claims.Add("iss",
             Issuer(input.authority,
                    input.flaw == TokenFlaw::kWrongIssuer ? kWrongTenant
                                                          : absl::string_view(input.tenant.id),
                    version));
  claims.Add("iat", valid_from);
  claims.Add("nbf", valid_from);
  claims.Add("exp", absl::ToUnixSeconds(now + input.requested.resource->token_lifetime) + 1);
  claims.Add("aio", opaque.aio);
  return claims;
}

std::string PairwiseSubject(const TokenInput& input) {
  return GuidFrom(absl::StrCat(input.delegation->user.id, " ", input.application.app_id));
}

}  // namespace mock::entra
