#include "mock_entra/tokens/access_token.h"

#include <cstdint>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "mock_common/jwt/base64url.h"
#include "mock_common/jwt/jwt.h"
#include "mock_common/text/json_text.h"
#include "mock_entra/exchange/issuer.h"
#include "mock_entra/exchange/json_object.h"
#include "mock_entra/issuers/forge.h"
#include "mock_entra/tokens/directory_claims.h"
#include "mock_entra/tokens/shared_tokens.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

// When Entra says our tenants were made: 2020-01-01.
constexpr std::int64_t kTenantCreated = 1577836800;

// `xms_tbflags` of tokens that are bound to a certificate, as seen.
constexpr std::int64_t kBound = 2;

// How the application proved itself: "0" not at all, "1" is a secret, "2" a
// certificate or an assertion.
absl::string_view AuthenticationClass(const TokenInput& input) {
  if (input.by_assertion) return "2";
  return input.delegation != nullptr && input.application.secrets.empty() ? "0" : "1";
}

// What the token is bound to (RFC 8705, section 3.1).
void AddConfirmation(const TokenInput& input, JsonObject& claims) {
  if (input.bound_to.empty()) return;
  JsonObject confirmation;
  confirmation.Add("x5t#S256", jwt::Base64UrlEncode(input.bound_to));
  claims.Add("cnf", std::move(confirmation));
}

void AddTail(const TokenInput& input, absl::string_view version, const OpaqueClaims& opaque,
             JsonObject& claims) {
  const Resource& resource = *input.requested.resource;
  if (input.delegation != nullptr) {
    claims.Add("oid", input.delegation->user.id);
    claims.Add("rh", opaque.rh);
    claims.Add("scp", input.delegation->scopes);
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

std::string V1Claims(const TokenInput& input, const OpaqueClaims& opaque) {
  JsonObject claims = CommonClaims(input, Version::kV1, input.requested.uri, opaque);
  claims.Add("appid", input.application.app_id);
  claims.Add("appidacr", AuthenticationClass(input));
  AddConfirmation(input, claims);
  if (input.delegation == nullptr) {
    claims.Add("idp", Issuer(input.authority, input.tenant.id, Version::kV1));
    claims.Add("idtyp", "app");
  } else {
    claims.Add("idtyp", "user");
    claims.Add("name", input.delegation->user.name);
    claims.Add("upn", input.delegation->user.principal_name);
  }
  AddTail(input, "1.0", opaque, claims);
  claims.Add("xms_idrel", "7 30");
  if (!input.managed_identity.empty()) claims.Add("xms_mirid", input.managed_identity);
  if (!input.bound_to.empty()) claims.Add("xms_tbflags", kBound);
  claims.Add("xms_tcdt", kTenantCreated);
  return std::move(claims).Finish();
}

std::string V2Claims(const TokenInput& input, const OpaqueClaims& opaque) {
  JsonObject claims = CommonClaims(input, Version::kV2, input.requested.resource->app_id, opaque);
  claims.Add("azp", input.application.app_id);
  claims.Add("azpacr", AuthenticationClass(input));
  AddConfirmation(input, claims);
  if (input.delegation != nullptr) {
    claims.Add("name", input.delegation->user.name);
    claims.Add("preferred_username", input.delegation->user.principal_name);
  }
  AddTail(input, "2.0", opaque, claims);
  if (!input.managed_identity.empty()) claims.Add("xms_mirid", input.managed_identity);
  if (!input.bound_to.empty()) claims.Add("xms_tbflags", kBound);
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

absl::StatusOr<std::string> IssueAccessToken(const TokenInput& input, const jwt::SigningKey& key,
                                             Random& random) {
  const bool shares = input.shared != nullptr && input.flaw == TokenFlaw::kNone;
  if (shares) {
    std::string given = input.shared->Find(input, key);
    if (!given.empty()) return given;
  }
  const bool v1 = input.requested.resource->token_version == 1;
  const std::string header =
      v1 ? absl::StrCat(R"({"typ":"JWT","alg":"RS256","x5t":")", key.kid(), R"(","kid":")",
                        key.kid(), R"("})")
         : absl::StrCat(R"({"typ":"JWT","alg":"RS256","kid":")", key.kid(), R"("})");
  const auto opaque = shares ? input.shared->Opaque(input.now, random)
                             : std::make_shared<const OpaqueClaims>(random);
  const std::string claims =
      WithDirectoryClaims(v1 ? V1Claims(input, *opaque) : V2Claims(input, *opaque), input,
                          input.requested.resource->app_id, TokenKind::kAccess);
  if (const auto flaw = SignatureFlaw(input.flaw); flaw != scenario::Assertion::NONE) {
    return SignWithFlaw(scenario::ParseOrderedJson(claims), flaw, key, input.now);
  }
  if (!shares) return jwt::EncodeRs256(key, header, claims);
  auto token = input.shared->Encode(key, header, claims);
  if (token.ok()) input.shared->Keep(input, key, *token);
  return token;
}

}  // namespace mock::entra
