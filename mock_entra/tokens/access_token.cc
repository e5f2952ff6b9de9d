#include "mock_entra/tokens/access_token.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "mock_common/jwt/base64url.h"
#include "mock_common/jwt/jwt.h"
#include "mock_entra/endpoints/openid_configuration.h"
#include "mock_entra/exchange/identifiers.h"
#include "mock_entra/exchange/json_object.h"
#include "mock_entra/issuers/forge.h"

namespace mock::entra {
namespace {

// When Entra says our tenants were made: 2020-01-01.
constexpr std::int64_t kTenantCreated = 1577836800;

// The random parts of a token, drawn at once: each draw has its price.
struct Opaque {
  explicit Opaque(Random& random) {
    const std::string bytes = random.Bytes(36 + 39 + 15 + 47);
    const absl::string_view view = bytes;
    aio = absl::StrCat("k2", jwt::Base64UrlEncode(view.substr(0, 36)));
    rh = absl::StrCat("1.", jwt::Base64UrlEncode(view.substr(36, 39)), ".");
    // 16 bytes of which the last is zero, as Entra's.
    uti = jwt::Base64UrlEncode(bytes.substr(75, 15) + std::string(1, '\0'));
    xms_ftd = jwt::Base64UrlEncode(view.substr(90));
  }

  std::string aio, rh, uti, xms_ftd;
};

constexpr absl::string_view kWrongAudience = "https://wrong-audience.azmock.example";
constexpr absl::string_view kWrongTenant = "a11ce000-0000-4000-8000-00000000dead";

// How far the token's times are off.
absl::Duration TimeShift(const AccessTokenInput& input) {
  if (input.flaw == TokenFlaw::kExpired) {
    return -input.requested.resource->token_lifetime - absl::Hours(1);
  }
  return input.flaw == TokenFlaw::kNotYetValid ? absl::Hours(1) : absl::ZeroDuration();
}

JsonObject CommonClaims(const AccessTokenInput& input, Version version, absl::string_view audience,
                        const Opaque& opaque) {
  const absl::Time now = input.now + TimeShift(input);
  const std::int64_t valid_from = absl::ToUnixSeconds(now - absl::Minutes(5));
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

// How the application proved itself: "0" not at all, "1" is a secret, "2" a
// certificate or an assertion.
absl::string_view AuthenticationClass(const AccessTokenInput& input) {
  if (input.by_assertion) return "2";
  return input.user != nullptr && input.application.secrets.empty() ? "0" : "1";
}

// The same user has another `sub` for every application.
std::string PairwiseSubject(const AccessTokenInput& input) {
  return GuidFrom(absl::StrCat(input.user->user.id, " ", input.application.app_id));
}

void AddTail(const AccessTokenInput& input, absl::string_view version, const Opaque& opaque,
             JsonObject& claims) {
  const Resource& resource = *input.requested.resource;
  if (input.user != nullptr) {
    claims.Add("oid", input.user->user.id);
    claims.Add("rh", opaque.rh);
    claims.Add("scp", input.user->scopes);
    claims.Add("sub", PairwiseSubject(input));
  } else {
    claims.Add("oid", input.application.service_principal_id);
    claims.Add("rh", opaque.rh);
    if (!resource.roles.empty()) claims.Add("roles", resource.roles);
    claims.Add("sub", input.application.service_principal_id);
  }
  claims.Add("tid", input.tenant.id);
  claims.Add("uti", opaque.uti);
  claims.Add("ver", version);
  if (!input.capabilities.empty()) claims.Add("xms_cc", input.capabilities);
  claims.Add("xms_ftd", opaque.xms_ftd);
}

std::string V1Claims(const AccessTokenInput& input, const Opaque& opaque) {
  JsonObject claims = CommonClaims(input, Version::kV1, input.requested.uri, opaque);
  claims.Add("appid", input.application.app_id);
  claims.Add("appidacr", AuthenticationClass(input));
  if (input.user == nullptr) {
    claims.Add("idp", Issuer(input.authority, input.tenant.id, Version::kV1));
    claims.Add("idtyp", "app");
  } else {
    claims.Add("idtyp", "user");
    claims.Add("name", input.user->user.name);
    claims.Add("upn", input.user->user.principal_name);
  }
  AddTail(input, "1.0", opaque, claims);
  claims.Add("xms_idrel", "7 30");
  if (!input.managed_identity.empty()) claims.Add("xms_mirid", input.managed_identity);
  claims.Add("xms_tcdt", kTenantCreated);
  return std::move(claims).Finish();
}

std::string V2Claims(const AccessTokenInput& input, const Opaque& opaque) {
  JsonObject claims = CommonClaims(input, Version::kV2, input.requested.resource->app_id, opaque);
  claims.Add("azp", input.application.app_id);
  claims.Add("azpacr", AuthenticationClass(input));
  if (input.user != nullptr) {
    claims.Add("name", input.user->user.name);
    claims.Add("preferred_username", input.user->user.principal_name);
  }
  AddTail(input, "2.0", opaque, claims);
  if (!input.managed_identity.empty()) claims.Add("xms_mirid", input.managed_identity);
  return std::move(claims).Finish();
}

scenario::Assertion::Flaw SignatureFlaw(TokenFlaw flaw) {
  switch (flaw) {
    case TokenFlaw::kTampered:
      return scenario::Assertion::TAMPERED;
    case TokenFlaw::kAlgNone:
      return scenario::Assertion::ALG_NONE;
    case TokenFlaw::kUnknownKey:
      return scenario::Assertion::UNKNOWN_KEY;
    default:
      return scenario::Assertion::NONE;
  }
}

}  // namespace

absl::StatusOr<std::string> IssueAccessToken(const AccessTokenInput& input,
                                             const jwt::SigningKey& key, Random& random) {
  const bool v1 = input.requested.resource->token_version == 1;
  const std::string header =
      v1 ? absl::StrCat(R"({"typ":"JWT","alg":"RS256","x5t":")", key.kid(), R"(","kid":")",
                        key.kid(), R"("})")
         : absl::StrCat(R"({"typ":"JWT","alg":"RS256","kid":")", key.kid(), R"("})");
  const Opaque opaque(random);
  const std::string claims = v1 ? V1Claims(input, opaque) : V2Claims(input, opaque);
  if (const auto flaw = SignatureFlaw(input.flaw); flaw != scenario::Assertion::NONE) {
    return SignWithFlaw(nlohmann::ordered_json::parse(claims, nullptr, false), flaw, key,
                        input.now);
  }
  return jwt::EncodeRs256(key, header, claims);
}

absl::StatusOr<std::string> IssueIdToken(const AccessTokenInput& input, const jwt::SigningKey& key,
                                         Random& random) {
  const Opaque opaque(random);
  JsonObject claims = CommonClaims(input, Version::kV2, input.application.app_id, opaque);
  claims.Add("name", input.user->user.name);
  if (!input.nonce.empty()) claims.Add("nonce", input.nonce);
  claims.Add("oid", input.user->user.id);
  claims.Add("preferred_username", input.user->user.principal_name);
  claims.Add("rh", opaque.rh);
  claims.Add("sub", PairwiseSubject(input));
  claims.Add("tid", input.tenant.id);
  claims.Add("uti", opaque.uti);
  claims.Add("ver", "2.0");
  return jwt::EncodeRs256(key,
                          absl::StrCat(R"({"typ":"JWT","alg":"RS256","kid":")", key.kid(), R"("})"),
                          std::move(claims).Finish());
}

}  // namespace mock::entra
