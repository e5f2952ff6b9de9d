#include "mock_entra/handlers/on_behalf_of.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "mock_common/jwt/base64url.h"
#include "mock_entra/assertions/user_assertion.h"
#include "mock_entra/handlers/access_token.h"
#include "mock_entra/handlers/resource_scope.h"
#include "mock_entra/json_object.h"

namespace mock::entra {
namespace {

std::string RefreshToken(Random& random) {
  return absl::StrCat("1.", jwt::Base64UrlEncode(random.Bytes(240)));
}

// The two IDs that make an account's key in MSAL's caches.
std::string ClientInfo(const User& user, const Tenant& tenant) {
  JsonObject info;
  info.Add("uid", user.id);
  info.Add("utid", tenant.id);
  return jwt::Base64UrlEncode(std::move(info).Finish());
}

std::optional<Refusal> CheckParameters(const TokenRequest& request) {
  for (const char* name : {"assertion", "requested_token_use"}) {
    if (request.Get(name).empty()) return Refusal{900144, {{"name", name}}, ""};
  }
  if (request.Get("requested_token_use") != "on_behalf_of") return Refusal{9002313, {}, ""};
  return std::nullopt;
}

Refusal WithValues(Refusal refusal, const OnBehalfOf& grant, const TokenRequest& request) {
  refusal.values.merge(ValuesOf(request));
  refusal.values["appName"] = grant.client.application->display_name;
  return refusal;
}

absl::StatusOr<std::string> SuccessBody(const OnBehalfOf& grant, const TokenRequest& request,
                                        const UserGrant& user, const DelegatedScopes& scopes) {
  const AccessTokenInput input{
      grant.exchange.authority, grant.tenant,       *grant.client.application, scopes.requested,
      grant.capabilities,       grant.exchange.now, grant.client.by_assertion, &user};
  const auto token = IssueAccessToken(input, *grant.keys.front(), grant.random);
  if (!token.ok()) return token;
  const bool v1 = request.version == Version::kV1;
  const std::int64_t lifetime = absl::ToInt64Seconds(scopes.requested.resource->token_lifetime);
  JsonObject body;
  body.Add("token_type", "Bearer");
  body.Add("scope", scopes.echoed);
  if (v1) {
    body.Add("expires_in", absl::StrCat(lifetime));
    body.Add("ext_expires_in", absl::StrCat(lifetime));
    body.Add("expires_on", absl::StrCat(absl::ToUnixSeconds(grant.exchange.now) + lifetime + 1));
    body.Add("not_before",
             absl::StrCat(absl::ToUnixSeconds(grant.exchange.now - absl::Minutes(5))));
    body.Add("resource", scopes.requested.uri);
  } else {
    body.Add("expires_in", lifetime);
    body.Add("ext_expires_in", lifetime);
  }
  body.Add("access_token", *token);
  if (v1 || scopes.offline_access) body.Add("refresh_token", RefreshToken(grant.random));
  if (scopes.openid) {
    const auto id_token = IssueIdToken(input, *grant.keys.front(), grant.random);
    if (!id_token.ok()) return id_token;
    body.Add("id_token", *id_token);
  }
  if (request.Get("client_info") == "1") {
    body.Add("client_info", ClientInfo(user.user, grant.tenant));
  }
  return std::move(body).Finish();
}

}  // namespace

std::variant<std::string, Refusal> GrantOnBehalfOf(const OnBehalfOf& grant,
                                                   const TokenRequest& request) {
  if (auto refusal = CheckParameters(request)) return *std::move(refusal);
  auto checked = CheckUserAssertion(grant.keys, grant.tenant, *grant.client.application,
                                    request.Get("assertion"), grant.exchange.now);
  if (auto* const refusal = std::get_if<Refusal>(&checked)) {
    return WithValues(std::move(*refusal), grant, request);
  }
  const auto found = FindDelegatedScopes(grant.tenant, request);
  if (const auto* const refusal = std::get_if<Refusal>(&found)) return *refusal;
  const auto& scopes = std::get<DelegatedScopes>(found);
  auto body =
      SuccessBody(grant, request, {std::get<User>(std::move(checked)), scopes.granted}, scopes);
  if (!body.ok()) return Refusal{50000, {}, ""};
  return *std::move(body);
}

}  // namespace mock::entra
