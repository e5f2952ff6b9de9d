#include "mock_entra/tokens/issue_tokens.h"

#include <optional>
#include <string>
#include <utility>

#include "mock_common/jwt/base64url.h"
#include "mock_entra/exchange/json_object.h"
#include "mock_entra/tokens/access_token.h"
#include "mock_entra/tokens/claims.h"
#include "mock_entra/tokens/id_token.h"
#include "mock_entra/tokens/refresh_token.h"

namespace mock::entra {
namespace {

// The two IDs that make an account's key in MSAL's caches: of the user's home.
std::string ClientInfo(const IssueRequest& issue) {
  const Account* const account = issue.tenant.FindUser(issue.subject.sign_in.user_name);
  const bool guest = account != nullptr && !account->home_tenant_id.empty();
  JsonObject info;
  info.Add("uid", issue.subject.user->id);
  info.Add("utid", guest ? account->home_tenant_id : issue.tenant.id);
  return jwt::Base64UrlEncode(std::move(info).Finish());
}

}  // namespace

absl::StatusOr<TokenResponse> IssueTokens(const IssueRequest& issue, const jwt::SigningKey& key,
                                          Random& random) {
  const auto& [exchange, request, tenant, client, subject, scopes, shared] = issue;
  const Application& application = *client.application;
  TokenInput input{exchange.authority,          tenant,       application,        scopes.requested,
                   ClientCapabilities(request), exchange.now, client.by_assertion};
  input.shared = shared;
  std::optional<Delegation> delegation;
  if (subject.user)
    input.delegation =
        &delegation.emplace(Delegation{*subject.user, scopes.granted, subject.sign_in.at});
  auto access_token = IssueAccessToken(input, key, random);
  if (!access_token.ok()) return access_token.status();
  TokenResponse response{request.version, exchange.now, scopes.requested.resource->token_lifetime,
                         scopes.requested.uri};
  response.access_token = *std::move(access_token);
  if (!delegation) return response;

  response.scope = scopes.echoed;
  if (request.version == Version::kV1 || scopes.offline_access) {
    auto refresh_token =
        IssueRefreshToken(tenant, application, subject, request.Get("scope"), exchange.now, random);
    if (!refresh_token.ok()) return refresh_token.status();
    response.refresh_token = *std::move(refresh_token);
    if (application.family_of_clients) response.foci = "1";
  }
  if (scopes.openid) {
    input.nonce = subject.nonce;
    auto id_token = IssueIdToken(input, key, random);
    if (!id_token.ok()) return id_token.status();
    response.id_token = *std::move(id_token);
  }
  if (request.Get("client_info") == "1") response.client_info = ClientInfo(issue);
  return response;
}

}  // namespace mock::entra
