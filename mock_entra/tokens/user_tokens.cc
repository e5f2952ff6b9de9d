#include "mock_entra/tokens/user_tokens.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "mock_common/jwt/base64url.h"
#include "mock_entra/exchange/json_object.h"
#include "mock_entra/promises/handle.h"
#include "mock_entra/tokens/access_token.h"

namespace mock::entra {
namespace {

constexpr std::size_t kRefreshTokenBytes = 202;

// The two IDs that make an account's key in MSAL's caches: of the user's home.
std::string ClientInfo(const UserTokens& tokens) {
  const Account* const account = tokens.tenant.FindUser(tokens.sign_in.user_name);
  const bool guest = account != nullptr && !account->home_tenant_id.empty();
  JsonObject info;
  info.Add("uid", tokens.user.id);
  info.Add("utid", guest ? account->home_tenant_id : tokens.tenant.id);
  return jwt::Base64UrlEncode(std::move(info).Finish());
}

std::string NewRefreshToken(const UserTokens& tokens) {
  std::string handle = NewHandle(tokens.tenant.id, kRefreshTokenBytes, tokens.random);
  RefreshToken token;
  token.app_id = tokens.client.application->app_id;
  token.sign_in = tokens.sign_in;
  token.scope = tokens.scope;
  token.issued = tokens.exchange.now;
  // A single-page application's are as old as the first of them.
  if (tokens.client.application->single_page && tokens.first_issued != absl::InfinitePast()) {
    token.issued = tokens.first_issued;
  }
  token.family = tokens.family.empty() ? handle : tokens.family;
  tokens.tenant.grants().AddRefreshToken(handle, std::move(token));
  return handle;
}

void AddLifetime(const UserTokens& tokens, JsonObject& body) {
  const absl::Time now = tokens.exchange.now;
  const RequestedResource& requested = tokens.scopes.requested;
  const std::int64_t lifetime = absl::ToInt64Seconds(requested.resource->token_lifetime);
  if (tokens.request.version == Version::kV2) {
    body.Add("expires_in", lifetime);
    body.Add("ext_expires_in", lifetime);
    return;
  }
  body.Add("expires_in", absl::StrCat(lifetime));
  body.Add("ext_expires_in", absl::StrCat(lifetime));
  body.Add("expires_on", absl::StrCat(absl::ToUnixSeconds(now) + lifetime + 1));
  body.Add("not_before", absl::StrCat(absl::ToUnixSeconds(now - absl::Minutes(5))));
  body.Add("resource", requested.uri);
}

}  // namespace

User UserOf(const SignIn& sign_in, const Account* account) {
  if (account != nullptr) return {account->id, account->display_name, account->name};
  return {sign_in.unlisted_id, sign_in.unlisted_display_name, sign_in.user_name};
}

absl::StatusOr<std::string> UserTokensBody(const UserTokens& tokens) {
  const Application& application = *tokens.client.application;
  const UserGrant grant{tokens.user, tokens.scopes.granted};
  AccessTokenInput input{tokens.exchange.authority,
                         tokens.tenant,
                         application,
                         tokens.scopes.requested,
                         tokens.capabilities,
                         tokens.exchange.now,
                         tokens.client.by_assertion,
                         &grant};
  const auto token = IssueAccessToken(input, *tokens.keys.front(), tokens.random);
  if (!token.ok()) return token;
  const bool v1 = tokens.request.version == Version::kV1;
  JsonObject body;
  body.Add("token_type", "Bearer");
  body.Add("scope", tokens.scopes.echoed);
  AddLifetime(tokens, body);
  body.Add("access_token", *token);
  if (v1 || tokens.scopes.offline_access) {
    body.Add("refresh_token", NewRefreshToken(tokens));
    if (application.family_of_clients) body.Add("foci", "1");
  }
  if (tokens.scopes.openid) {
    input.nonce = tokens.nonce;
    const auto id_token = IssueIdToken(input, *tokens.keys.front(), tokens.random);
    if (!id_token.ok()) return id_token;
    body.Add("id_token", *id_token);
  }
  if (tokens.request.Get("client_info") == "1") body.Add("client_info", ClientInfo(tokens));
  return std::move(body).Finish();
}

}  // namespace mock::entra
