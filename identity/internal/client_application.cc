#include "identity/internal/client_application.h"

#include <utility>

#include "absl/strings/match.h"
#include "identity/internal/claims.h"
#include "identity/internal/token_response.h"

namespace azure::identity::internal {

ClientApplication::ClientApplication(Config config, const EntraHttp* http,
                                     std::shared_ptr<Clock> clock)
    : config_(std::move(config)),
      http_(http),
      clock_(std::move(clock)),
      discovery_(http, config_.instance_discovery, config_.region),
      configurations_(http, &discovery_),
      network_(clock_) {}

absl::StatusOr<ClientApplication::Token> ClientApplication::Acquire(const Context& ctx,
                                                                    const Request& request) {
  // MSAL asks about the host before it looks into its cache.
  if (request.claims.empty() && discovery_.Known() != nullptr) {
    if (Token cached = Find(request); cached != nullptr) {
      if (!IsRefreshDue(*cached, clock_->Now())) return cached;
      const auto hold = network_.TryAcquire();
      if (hold == nullptr) return cached;
      return AcquireAlone(ctx, request);
    }
  }
  const absl::StatusOr<ContextLock::Hold> hold = network_.Acquire(ctx);
  if (!hold.ok()) return Prefixed("server response error:\n ", hold.status());
  return AcquireAlone(ctx, request);
}

// Looks into the cache again: whoever had the lock before may have filled it.
absl::StatusOr<ClientApplication::Token> ClientApplication::AcquireAlone(const Context& ctx,
                                                                         const Request& request) {
  // On behalf of a user MSAL asks about the host even if no cached token will do.
  const bool looks = request.claims.empty() || !config_.user_assertion.empty();
  const bool host_is_known = looks && discovery_.Resolve(ctx, request.authority) != nullptr;
  const Token cached = host_is_known && request.claims.empty() ? Find(request) : nullptr;
  if (cached != nullptr && !IsRefreshDue(*cached, clock_->Now())) return cached;
  absl::StatusOr<Token> fetched = Fetch(ctx, request);
  if (!fetched.ok() && cached != nullptr) return cached;
  return fetched;
}

absl::StatusOr<ClientApplication::Token> ClientApplication::Fetch(const Context& ctx,
                                                                  const Request& request) {
  if (config_.user_assertion.empty()) {
    return FetchWith(ctx, request, [&](absl::string_view claims, FormFields proof) {
      return ClientCredentialsForm(config_.client_id, request.scopes, claims, std::move(proof));
    });
  }
  if (!refresh_token_.empty()) {
    absl::StatusOr<Token> refreshed =
        FetchWith(ctx, request, [&](absl::string_view claims, FormFields proof) {
          return RefreshForm(config_.client_id, refresh_token_, request.scopes, claims,
                             std::move(proof));
        });
    if (refreshed.ok()) return refreshed;
  }
  return FetchWith(ctx, request, [&](absl::string_view claims, FormFields proof) {
    return OnBehalfOfForm(config_.client_id, config_.user_assertion, request.scopes, claims,
                          std::move(proof));
  });
}

absl::StatusOr<ClientApplication::Token> ClientApplication::FetchWith(const Context& ctx,
                                                                      const Request& request,
                                                                      const MakeForm& make_form) {
  const auto endpoints = configurations_.Resolve(ctx, request.authority);
  if (!endpoints.ok()) return endpoints.status();
  auto proof =
      config_.proof(ctx, {request.authority.kind, config_.client_id, endpoints->token_endpoint});
  if (!proof.ok()) return proof.status();
  const auto claims = ClaimsParameter(request.claims, config_.cae);
  if (!claims.ok()) return claims.status();

  const auto body =
      http_->PostForm(ctx, endpoints->token_endpoint, make_form(*claims, *std::move(proof)));
  if (!body.ok()) return body.status();
  const absl::Time now = clock_->Now();
  auto response = ParseTokenResponse(*body, request.scopes, now);
  if (!response.ok()) return response.status();

  if (!response->refresh_token.empty()) refresh_token_ = std::move(response->refresh_token);
  const auto token = std::make_shared<const CachedToken>(CachedToken{
      AccessToken(std::move(response->access_token), response->expires_on, response->refresh_on),
      std::move(response->granted_scopes), now});
  // Anything else, such as a proof of possession, is not for keeping.
  if (response->token_type.empty() || absl::EqualsIgnoreCase(response->token_type, "Bearer")) {
    cache_.Store(KeyOf(request), token, now);
  }
  recent_.Invalidate();
  if (absl::Status status = CheckDeclinedScopes(request.scopes, token->granted_scopes);
      !status.ok()) {
    return status;
  }
  return token;
}

TokenCache::Key ClientApplication::KeyOf(const Request& request) const {
  const Cloud* const cloud = FindKnownCloud(request.authority.host);
  return {cloud == nullptr ? request.authority.host : cloud->cache_name, config_.client_id,
          request.authority.tenant};
}

ClientApplication::Token ClientApplication::Find(const Request& request) const {
  return cache_.Find(KeyOf(request), request.scopes, clock_->Now());
}

}  // namespace azure::identity::internal
