#include "identity/internal/clients/client_core.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "identity/internal/cache/serial_fetch.h"
#include "identity/internal/entra/claims.h"

namespace azure::identity::internal {

std::string FlightOf(const TokenRequest& request) {
  return absl::StrCat(request.authority.host, "/", request.authority.tenant, "\n",
                      absl::StrJoin(request.scopes, " "), "\n", request.claims);
}

namespace {

// The name of the cloud that `host` is of, under which its tokens are kept.
std::string EnvironmentOf(const std::string& host) {
  const Cloud* const cloud = FindKnownCloud(host);
  return cloud == nullptr ? host : cloud->cache_name;
}

}  // namespace

ClientCore::ClientCore(Config config, const EntraHttp* http, const Seams& seams)
    : config_(std::move(config)),
      http_(http),
      clock_(seams.clock),
      learning_(clock_),
      discovery_(http, config_.instance_discovery, config_.region),
      configurations_(http, &discovery_),
      stored_(config_.store == nullptr
                  ? nullptr
                  : std::make_unique<PersistentTokens>(config_.store, config_.cae, seams.clock,
                                                       config_.says)),
      tokens_(seams, std::make_unique<SerialFetch>(clock_, "server response error:\n "),
              RefreshRule::kAfterRefreshOn) {}

bool ClientCore::LearnHost(const Context& ctx, const Authority& authority) {
  if (HostIsKnown()) return true;
  const auto turn = learning_.Acquire(ctx, /*key=*/"");
  return turn.ok() && discovery_.Resolve(ctx, authority) != nullptr;
}

absl::StatusOr<Endpoints> ClientCore::ResolveEndpoints(const Context& ctx,
                                                       const Authority& authority) {
  const auto turn = learning_.Acquire(ctx, authority.uri);
  if (!turn.ok()) {
    return absl::Status(turn.status().code(),
                        absl::StrCat("unable to resolve an endpoint: server response error:\n ",
                                     turn.status().message()));
  }
  return configurations_.Resolve(ctx, authority);
}

absl::StatusOr<std::string> ClientCore::Claims(const TokenRequest& request) const {
  return ClaimsParameter(request.claims, config_.cae);
}

absl::StatusOr<TokenResponse> ClientCore::Post(const Context& ctx,
                                               const std::string& token_endpoint,
                                               const FormFields& form, const TokenRequest& request,
                                               TokenOwner owner) const {
  const absl::StatusOr<HttpBody> body = http_->PostForm(ctx, token_endpoint, form);
  if (!body.ok()) return body.status();
  return ParseTokenResponse(*body, request.scopes, clock_->Now(), owner);
}

absl::StatusOr<ClientCore::Token> ClientCore::Keep(const TokenRequest& request,
                                                   absl::string_view home_account_id,
                                                   TokenResponse response) {
  TokenDocument news;
  if (stored_ != nullptr && !response.refresh_token.empty()) {
    news.refresh_tokens.push_back(
        {{Environment(request.authority), config_.client_id, std::string(home_account_id)},
         response.family_id,
         response.refresh_token,
         response.received_at});
  }
  const TokenCache::Key key = KeyOf(request.authority, home_account_id);
  const Token token = tokens_.Keep(key,
                                   {AccessToken(std::string(response.access_token.view()),
                                                response.expires_on, response.refresh_on),
                                    std::move(response.granted_scopes), response.received_at},
                                   response.token_type);
  if (stored_ != nullptr) {
    if (IsBearer(response.token_type)) news.access_tokens.push_back({key, *token});
    stored_->Save(news);
  }
  if (absl::Status status = CheckDeclinedScopes(request.scopes, token->granted_scopes);
      !status.ok()) {
    return status;
  }
  return token;
}

void ClientCore::LoadStored(const Context& ctx, RefreshTokens* refresh_tokens) {
  if (stored_ == nullptr) return;
  std::optional<TokenDocument> document = stored_->Load(ctx);
  if (!document.has_value()) return;
  // Of others' programs too, which may call a cloud by any of its names.
  for (StoredAccessToken& stored : document->access_tokens) {
    if (stored.key.client_id != config_.client_id) continue;
    stored.key.environment = EnvironmentOf(stored.key.environment);
    tokens_.Merge(stored.key, std::move(stored.token));
  }
  if (refresh_tokens == nullptr) return;
  for (StoredRefreshToken& stored : document->refresh_tokens) {
    stored.key.environment = EnvironmentOf(stored.key.environment);
    refresh_tokens->KeepStored(stored.key, stored.token, stored.family, stored.kept_at);
  }
}

std::string ClientCore::Environment(const Authority& authority) const {
  return EnvironmentOf(authority.host);
}

TokenCache::Key ClientCore::KeyOf(const Authority& authority,
                                  absl::string_view home_account_id) const {
  return {Environment(authority), config_.client_id, authority.tenant,
          std::string(home_account_id)};
}

}  // namespace azure::identity::internal
