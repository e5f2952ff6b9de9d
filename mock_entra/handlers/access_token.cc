#include "mock_entra/handlers/access_token.h"

#include "absl/strings/str_cat.h"
#include "mock_common/jwt/base64url.h"
#include "mock_common/jwt/jwt.h"
#include "mock_entra/handlers/openid_configuration.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

using Json = nlohmann::ordered_json;

// When Entra says our tenants were made: 2020-01-01.
constexpr std::int64_t kTenantCreated = 1577836800;

std::string Opaque(Random& random, std::size_t bytes) {
  return jwt::Base64UrlEncode(random.Bytes(bytes));
}

Json CommonClaims(const AccessTokenInput& input, Version version, absl::string_view audience,
                  Random& random) {
  const std::int64_t valid_from = absl::ToUnixSeconds(input.now - absl::Minutes(5));
  Json claims;
  claims["aud"] = std::string(audience);
  claims["iss"] = Issuer(input.authority, input.tenant.id, version);
  claims["iat"] = valid_from;
  claims["nbf"] = valid_from;
  claims["exp"] = absl::ToUnixSeconds(input.now + input.requested.resource->token_lifetime) + 1;
  claims["aio"] = absl::StrCat("k2", Opaque(random, 36));
  return claims;
}

void AddTail(const AccessTokenInput& input, absl::string_view version, Random& random,
             Json& claims) {
  claims["oid"] = input.application.service_principal_id;
  claims["rh"] = absl::StrCat("1.", Opaque(random, 39), ".");
  if (!input.requested.resource->roles.empty()) claims["roles"] = input.requested.resource->roles;
  claims["sub"] = input.application.service_principal_id;
  claims["tid"] = input.tenant.id;
  // 16 bytes of which the last is zero, as Entra's.
  claims["uti"] = jwt::Base64UrlEncode(random.Bytes(15) + std::string(1, '\0'));
  claims["ver"] = std::string(version);
  if (!input.capabilities.empty()) claims["xms_cc"] = input.capabilities;
  claims["xms_ftd"] = Opaque(random, 47);
}

Json V1Claims(const AccessTokenInput& input, Random& random) {
  Json claims = CommonClaims(input, Version::kV1, input.requested.uri, random);
  claims["appid"] = input.application.app_id;
  claims["appidacr"] = "1";  // a secret; "2" is a certificate
  claims["idp"] = Issuer(input.authority, input.tenant.id, Version::kV1);
  claims["idtyp"] = "app";
  AddTail(input, "1.0", random, claims);
  claims["xms_idrel"] = "7 30";
  claims["xms_tcdt"] = kTenantCreated;
  return claims;
}

Json V2Claims(const AccessTokenInput& input, Random& random) {
  Json claims = CommonClaims(input, Version::kV2, input.requested.resource->app_id, random);
  claims["azp"] = input.application.app_id;
  claims["azpacr"] = "1";
  AddTail(input, "2.0", random, claims);
  return claims;
}

}  // namespace

absl::StatusOr<std::string> IssueAccessToken(const AccessTokenInput& input,
                                             const jwt::SigningKey& key, Random& random) {
  const bool v1 = input.requested.resource->token_version == 1;
  const std::string header =
      v1 ? absl::StrCat(R"({"typ":"JWT","alg":"RS256","x5t":")", key.kid(), R"(","kid":")",
                        key.kid(), R"("})")
         : absl::StrCat(R"({"typ":"JWT","alg":"RS256","kid":")", key.kid(), R"("})");
  const Json claims = v1 ? V1Claims(input, random) : V2Claims(input, random);
  return jwt::EncodeRs256(key, header, claims.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace mock::entra
