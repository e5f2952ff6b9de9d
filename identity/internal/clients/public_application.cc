#include "identity/internal/clients/public_application.h"

#include <optional>
#include <utility>

#include "identity/internal/entra/openid_configuration.h"
#include "identity/internal/entra/token_request.h"

namespace azure::identity::internal {

PublicApplication::PublicApplication(ClientCore::Config config, const EntraHttp* http,
                                     std::shared_ptr<Clock> clock, SignedInAccount* account)
    : core_(std::move(config), http, clock), account_(account), network_(std::move(clock)) {}

absl::StatusOr<PublicApplication::Token> PublicApplication::Acquire(const Context& ctx,
                                                                    const TokenRequest& request,
                                                                    const SignIn& sign_in,
                                                                    const Acquired& acquired) {
  const auto told = [&acquired](absl::StatusOr<Token> token) {
    if (token.ok()) acquired(**token);
    return token;
  };
  if (request.claims.empty() && core_.HostIsKnown()) {
    if (Token cached = Find(request); cached != nullptr) {
      if (!core_.IsRefreshDue(*cached)) return told(std::move(cached));
      const auto hold = network_.TryAcquire();
      if (hold == nullptr) return told(std::move(cached));
      return told(AcquireAlone(ctx, request, sign_in));
    }
  }
  const absl::StatusOr<ContextLock::Hold> hold = network_.Acquire(ctx);
  if (!hold.ok()) return Prefixed("server response error:\n ", hold.status());
  return told(AcquireAlone(ctx, request, sign_in));
}

absl::StatusOr<PublicApplication::Token> PublicApplication::SignInAnew(const Context& ctx,
                                                                       const TokenRequest& request,
                                                                       const SignIn& sign_in,
                                                                       const Acquired& acquired) {
  const absl::StatusOr<ContextLock::Hold> hold = network_.Acquire(ctx);
  if (!hold.ok()) return Prefixed("server response error:\n ", hold.status());
  absl::StatusOr<Token> token = Keep(request, sign_in(ctx, core_, request));
  if (token.ok()) acquired(**token);
  return token;
}

// Looks for the account and into the cache again: whoever had the lock before may
// have signed in.
absl::StatusOr<PublicApplication::Token> PublicApplication::AcquireAlone(
    const Context& ctx, const TokenRequest& request, const SignIn& sign_in) {
  const std::optional<std::string> home_account_id = account_->home_account_id();
  // As long as nobody has signed in, MSAL does not ask about the host.
  if (home_account_id.has_value() && core_.LearnHost(ctx, request.authority)) {
    const Token cached = request.claims.empty() ? Find(request) : nullptr;
    if (cached != nullptr && !core_.IsRefreshDue(*cached)) return cached;
    const std::string refresh_token = refresh_tokens_.Find(RefreshKey(request, *home_account_id));
    if (!refresh_token.empty()) {
      absl::StatusOr<Token> refreshed = Keep(request, Refresh(ctx, request, refresh_token));
      if (refreshed.ok()) return refreshed;
    }
    // Nobody needs to interrupt a user while there is a good token.
    if (cached != nullptr) return cached;
  }
  return Keep(request, sign_in(ctx, core_, request));
}

absl::StatusOr<TokenResponse> PublicApplication::Refresh(const Context& ctx,
                                                         const TokenRequest& request,
                                                         const std::string& refresh_token) {
  const absl::StatusOr<Endpoints> endpoints = core_.ResolveEndpoints(ctx, request.authority);
  if (!endpoints.ok()) return endpoints.status();
  const absl::StatusOr<std::string> claims = core_.Claims(request);
  if (!claims.ok()) return claims.status();
  return core_.Post(ctx, endpoints->token_endpoint,
                    RefreshForm(core_.client_id(), refresh_token, request.scopes, *claims, {}),
                    request, TokenOwner::kUser);
}

absl::StatusOr<PublicApplication::Token> PublicApplication::Keep(
    const TokenRequest& request, absl::StatusOr<TokenResponse> response) {
  if (!response.ok()) return response.status();
  const std::optional<IdToken> id_token = std::move(response->id_token);
  const std::string home_account_id =
      HomeAccountId(id_token.value_or(IdToken()), response->client_info);
  refresh_tokens_.Keep(RefreshKey(request, home_account_id), response->refresh_token,
                       response->family_id);
  absl::StatusOr<Token> token = core_.Keep(request, home_account_id, *std::move(response));
  if (!token.ok()) return token;
  if (absl::Status status = account_->Note(home_account_id, id_token); !status.ok()) return status;
  return token;
}

RefreshTokens::Key PublicApplication::RefreshKey(const TokenRequest& request,
                                                 const std::string& home_account_id) const {
  return {core_.Environment(request.authority), core_.client_id(), home_account_id};
}

PublicApplication::Token PublicApplication::Find(const TokenRequest& request) const {
  const std::optional<std::string> home_account_id = account_->home_account_id();
  return home_account_id.has_value() ? core_.Find(request, *home_account_id) : nullptr;
}

}  // namespace azure::identity::internal
