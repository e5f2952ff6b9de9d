#include "identity/internal/clients/client_core.h"

#include <utility>

#include "absl/strings/match.h"
#include "identity/internal/entra/claims.h"

namespace azure::identity::internal {

ClientCore::ClientCore(Config config, const EntraHttp* http, std::shared_ptr<Clock> clock)
    : config_(std::move(config)),
      http_(http),
      clock_(std::move(clock)),
      discovery_(http, config_.instance_discovery, config_.region),
      configurations_(http, &discovery_) {}

ClientCore::Token ClientCore::Find(const TokenRequest& request,
                                   absl::string_view home_account_id) const {
  return cache_.Find(KeyOf(request, home_account_id), request.scopes, clock_->Now());
}

absl::StatusOr<std::string> ClientCore::Claims(const TokenRequest& request) const {
  return ClaimsParameter(request.claims, config_.cae);
}

absl::StatusOr<TokenResponse> ClientCore::Post(const Context& ctx,
                                               const std::string& token_endpoint,
                                               const FormFields& form, const TokenRequest& request,
                                               TokenOwner owner) const {
  const absl::StatusOr<std::string> body = http_->PostForm(ctx, token_endpoint, form);
  if (!body.ok()) return body.status();
  return ParseTokenResponse(*body, request.scopes, clock_->Now(), owner);
}

absl::StatusOr<ClientCore::Token> ClientCore::Keep(const TokenRequest& request,
                                                   absl::string_view home_account_id,
                                                   TokenResponse response) {
  const auto token = std::make_shared<const CachedToken>(CachedToken{
      AccessToken(std::move(response.access_token), response.expires_on, response.refresh_on),
      std::move(response.granted_scopes), response.received_at});
  // Anything else, such as a proof of possession, is not for keeping.
  if (response.token_type.empty() || absl::EqualsIgnoreCase(response.token_type, "Bearer")) {
    cache_.Store(KeyOf(request, home_account_id), token, response.received_at);
  }
  recent_.Invalidate();
  if (absl::Status status = CheckDeclinedScopes(request.scopes, token->granted_scopes);
      !status.ok()) {
    return status;
  }
  return token;
}

std::string ClientCore::Environment(const Authority& authority) const {
  const Cloud* const cloud = FindKnownCloud(authority.host);
  return cloud == nullptr ? authority.host : cloud->cache_name;
}

TokenCache::Key ClientCore::KeyOf(const TokenRequest& request,
                                  absl::string_view home_account_id) const {
  return {Environment(request.authority), config_.client_id, request.authority.tenant,
          std::string(home_account_id)};
}

}  // namespace azure::identity::internal
