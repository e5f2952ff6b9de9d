#include "mock_entra/assertions/user_assertion.h"

#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "mock_common/jwt/base64url.h"
#include "mock_common/jwt/jwt.h"
#include "mock_common/text/values.h"
#include "mock_entra/assertions/sent_assertion.h"
#include "mock_entra/exchange/identifiers.h"
#include "mock_entra/exchange/issuer.h"
#include "mock_entra/issuers/forge.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

Refusal InvalidSignature(const SigningKeys& keys, const jwt::Jwt& token, OwnSignature signature) {
  Values values = {{"thumbprint", ThumbprintOf(token)}};
  if (signature == OwnSignature::kUnknownKey) {
    return {50013, std::move(values), "key-not-found",
            "the user's assertion is signed by a key that is none of Entra ID's", kSignature};
  }
  for (const auto& key : keys) {
    if (key->kid() != token.HeaderString("kid")) continue;
    const auto certificate = jwt::Certificate::FromDer(key->certificate_der());
    if (!certificate.ok()) continue;
    values["start"] = CertificateTime(certificate->not_before());
    values["end"] = CertificateTime(certificate->not_after());
  }
  return {50013, std::move(values), "", "the signature of the user's assertion is wrong",
          kSignature};
}

bool IsAudience(const Tenant& tenant, const Application& application, absl::string_view audience) {
  const Resource* const resource = tenant.FindResource(audience);
  return resource != nullptr && absl::EqualsIgnoreCase(resource->app_id, application.app_id);
}

std::string FirstClaim(const jwt::Jwt& token, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (const absl::string_view value = Claim(token, name); !value.empty()) {
      return std::string(value);
    }
  }
  return "";
}

}  // namespace

std::variant<User, Refusal> CheckUserAssertion(const SigningKeys& own_keys, const Tenant& tenant,
                                               const Application& application,
                                               absl::string_view text, absl::Time now) {
  auto read = jwt::ParseJwt(text);
  if (!read.ok() || read->HeaderString("alg") != "RS256")
    return Refusal{50027, {}, "", "the user's assertion is no JWT signed with RS256"};
  const jwt::Jwt& token = *read;
  const OwnSignature signature = CheckOwnSignature(own_keys, token);
  if (signature != OwnSignature::kRight) return InvalidSignature(own_keys, token, signature);
  const absl::Time expires = ClaimTime(token, "exp");
  if (now >= expires || now < ClaimTime(token, "nbf")) {
    return Refusal{500133,
                   {{"curTime", AssertionTime(now)}, {"expTime", AssertionTime(expires)}},
                   "",
                   "the user's assertion is not valid now: its nbf or exp",
                   now >= expires ? "exp" : "nbf"};
  }
  if (!IsAudience(tenant, application, Claim(token, "aud"))) {
    return Refusal{500131,
                   {{"aud", std::string(Claim(token, "aud"))}},
                   "",
                   "the user's assertion is for another application",
                   "aud"};
  }
  if (IsAppOnly(token) || application.no_on_behalf_of)
    return Refusal{7000114,
                   {},
                   "live",
                   "the assertion is no user's, or the application may not act on behalf of users"};
  return User{FirstClaim(token, {"oid", "sub"}), FirstClaim(token, {"name"}),
              FirstClaim(token, {"preferred_username", "upn"})};
}

absl::StatusOr<std::string> MintUserToken(Directory& directory, const SigningKeys& own_keys,
                                          const Authority& authority,
                                          const scenario::UserToken& spec, absl::Time now,
                                          Random& random) {
  const auto tenant = directory.FindTenant(spec.tenant_id());
  if (tenant == nullptr) {
    return absl::NotFoundError(absl::StrCat("the directory has no tenant ", spec.tenant_id()));
  }
  const Application* const application = tenant->FindApplication(spec.audience());
  if (application == nullptr) {
    return absl::NotFoundError(
        absl::StrCat("the tenant ", spec.tenant_id(), " has no application ", spec.audience()));
  }
  const auto not_before = scenario::ParseOffsetTextOr(spec.not_before(), -absl::Minutes(5));
  const auto expires = scenario::ParseOffsetTextOr(spec.expires(), absl::Hours(1));
  if (!not_before || !expires) {
    return absl::InvalidArgumentError("not_before and expires must be durations");
  }
  const std::string client = GuidFrom(absl::StrCat("single-page application ", tenant->id));
  nlohmann::ordered_json claims;
  claims["aud"] = application->app_id;
  claims["iss"] = Issuer(authority, tenant->id, Version::kV2);
  claims["iat"] = absl::ToUnixSeconds(now + *not_before);
  claims["nbf"] = absl::ToUnixSeconds(now + *not_before);
  claims["exp"] = absl::ToUnixSeconds(now + *expires);
  claims["azp"] = client;
  claims["azpacr"] = "0";
  if (spec.app_only()) {
    claims["idtyp"] = "app";
    claims["oid"] = GuidFrom(absl::StrCat("service principal ", client));
  } else {
    claims["name"] = "Sample User";
    claims["oid"] = GuidFrom(absl::StrCat("user ", tenant->id));
    claims["preferred_username"] = "user@azmock.example";
    claims["scp"] = "access_as_user";
  }
  claims["sub"] = jwt::Base64UrlEncode(random.Bytes(32));
  claims["tid"] = tenant->id;
  claims["uti"] = jwt::Base64UrlEncode(random.Bytes(16));
  claims["ver"] = "2.0";
  return SignWithFlaw(claims, spec.flaw(), *own_keys.front(), now);
}

}  // namespace mock::entra
