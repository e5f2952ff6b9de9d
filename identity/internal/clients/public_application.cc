#include "identity/internal/clients/public_application.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "identity/internal/cache/cached_tokens.h"
#include "identity/internal/entra/openid_configuration.h"
#include "identity/internal/entra/token_request.h"
#include "identity/internal/secrets/secret_string.h"

namespace azure::identity::internal {

// One call of Acquire() or SignInAnew().
class PublicApplication::Call final : public TokenFetch {
 public:
  // `sign_in` and `acquired` are null for an early refresh.
  Call(PublicApplication* application, TokenRequest request, const SignIn* sign_in,
       const Acquired* acquired, bool anew)
      : application_(application),
        core_(&application->core_),
        request_(std::move(request)),
        sign_in_(sign_in),
        acquired_(acquired),
        anew_(anew) {}

  // Whoever signed in during this call.
  AuthenticationRecord& record() { return record_; }

  // What CachedTokens::Get says, and the caller told of the token.
  absl::StatusOr<Token> Get(const Context& ctx, const TokenRequestOptions& options) {
    absl::StatusOr<Token> token = core_->tokens().Get(ctx, {options, request_.scopes}, *this);
    if (token.ok() && !told_) (*acquired_)(**token);
    return token;
  }

  std::optional<std::string> Flight() const override { return FlightOf(request_); }

  std::optional<TokenCache::Key> KnownKey() const override {
    if (!TakesCached() || !core_->HostIsKnown()) return std::nullopt;
    return KeyOf(application_->account_->home_account_id());
  }

  // As long as nobody has signed in, MSAL does not ask about the host.
  std::optional<TokenCache::Key> LearnKey(const Context& ctx) override {
    if (anew_) return std::nullopt;
    home_account_id_ = application_->account_->home_account_id();
    if (home_account_id_.has_value() && !core_->LearnHost(ctx, request_.authority)) {
      home_account_id_ = std::nullopt;
    }
    if (home_account_id_.has_value()) core_->LoadStored(ctx, &application_->refresh_tokens_);
    return TakesCached() ? KeyOf(home_account_id_) : std::nullopt;
  }

  absl::StatusOr<Token> Fetch(const Context& ctx, bool early) override {
    absl::StatusOr<Token> token = Refresh(ctx);
    // Nobody needs to interrupt a user while there is a good token.
    if (early) return token;
    if (!token.ok()) token = SignInInTurn(ctx);
    told_ = token.ok();
    if (told_) (*acquired_)(**token);
    return token;
  }

  std::shared_ptr<TokenFetch> ForLater() const override {
    return std::make_shared<Call>(application_, request_, nullptr, nullptr, /*anew=*/false);
  }

 private:
  bool TakesCached() const { return !anew_ && request_.claims.empty(); }

  std::optional<TokenCache::Key> KeyOf(const std::optional<std::string>& home_account_id) const {
    if (!home_account_id.has_value()) return std::nullopt;
    return core_->KeyOf(request_.authority, *home_account_id);
  }

  // With a refresh token that this call has not tried yet, if there is one.
  absl::StatusOr<Token> Refresh(const Context& ctx) {
    const SecretString refresh_token =
        home_account_id_.has_value() ? application_->refresh_tokens_.Find(
                                           application_->RefreshKey(request_, *home_account_id_))
                                     : SecretString();
    if (refresh_token == tried_) return absl::NotFoundError("no refresh token");
    tried_ = refresh_token;
    return application_->KeepRefresh(request_, *home_account_id_,
                                     application_->Refresh(ctx, request_, refresh_token));
  }

  absl::StatusOr<Token> SignInInTurn(const Context& ctx) {
    const absl::StatusOr<ContextLock::Hold> turn = application_->sign_in_turn_.Acquire(ctx);
    if (!turn.ok()) {
      return absl::Status(turn.status().code(),
                          absl::StrCat("server response error:\n ", turn.status().message()));
    }
    if (!anew_) {
      // The user may have signed in for something else meanwhile.
      (void)LearnKey(ctx);
      absl::StatusOr<Token> token = Refresh(ctx);
      if (token.ok()) return token;
    }
    return application_->KeepSignIn(request_, (*sign_in_)(ctx, *core_, request_), &record_);
  }

  PublicApplication* const application_;
  ClientCore* const core_;
  const TokenRequest request_;
  const SignIn* const sign_in_;
  const Acquired* const acquired_;
  const bool anew_;

  // Of whose refresh token Fetch() may make use.
  std::optional<std::string> home_account_id_;
  SecretString tried_;  // the refresh token that failed; "" if there was none
  AuthenticationRecord record_;
  bool told_ = false;
};

PublicApplication::PublicApplication(ClientCore::Config config, const EntraHttp* http,
                                     const Seams& seams, SignedInAccount* account)
    : core_(std::move(config), http, seams), account_(account), sign_in_turn_(seams.clock) {}

PublicApplication::~PublicApplication() { core_.tokens().Close(); }

absl::StatusOr<PublicApplication::Token> PublicApplication::Acquire(
    const Context& ctx, const Authority& authority, const TokenRequestOptions& options,
    const SignIn& sign_in, const Acquired& acquired) {
  TokenRequest request{authority, options.scopes, options.claims};
  return Call(this, std::move(request), &sign_in, &acquired, /*anew=*/false).Get(ctx, options);
}

absl::StatusOr<AuthenticationRecord> PublicApplication::SignInAnew(
    const Context& ctx, const Authority& authority, const TokenRequestOptions& options,
    const SignIn& sign_in, const Acquired& acquired) {
  TokenRequest request{authority, options.scopes, options.claims};
  Call call(this, std::move(request), &sign_in, &acquired, /*anew=*/true);
  const absl::StatusOr<Token> token = call.Get(ctx, options);
  if (!token.ok()) return token.status();
  return std::move(call.record());
}

absl::StatusOr<TokenResponse> PublicApplication::Refresh(const Context& ctx,
                                                         const TokenRequest& request,
                                                         const SecretString& refresh_token) {
  const absl::StatusOr<Endpoints> endpoints = core_.ResolveEndpoints(ctx, request.authority);
  if (!endpoints.ok()) return endpoints.status();
  const absl::StatusOr<std::string> claims = core_.Claims(request);
  if (!claims.ok()) return claims.status();
  return core_.Post(ctx, endpoints->token_endpoint,
                    RefreshForm(core_.client_id(), refresh_token, request.scopes, *claims, {}),
                    request, TokenOwner::kUser);
}

absl::StatusOr<PublicApplication::Token> PublicApplication::KeepSignIn(
    const TokenRequest& request, absl::StatusOr<TokenResponse> response,
    AuthenticationRecord* record) {
  if (!response.ok()) return response.status();
  const std::optional<IdToken> id_token = std::move(response->id_token);
  const std::string home_account_id =
      HomeAccountId(id_token.value_or(IdToken()), response->client_info);
  absl::StatusOr<Token> token = KeepTokens(request, home_account_id, *std::move(response));
  if (!token.ok()) return token;
  absl::StatusOr<AuthenticationRecord> user = account_->SignIn(home_account_id, id_token);
  if (!user.ok()) return user.status();
  *record = *std::move(user);
  return token;
}

// What a refresh token brings is its account's, whatever the response says of it.
absl::StatusOr<PublicApplication::Token> PublicApplication::KeepRefresh(
    const TokenRequest& request, const std::string& home_account_id,
    absl::StatusOr<TokenResponse> response) {
  if (!response.ok()) return response.status();
  const std::optional<IdToken> id_token = std::move(response->id_token);
  absl::StatusOr<Token> token = KeepTokens(request, home_account_id, *std::move(response));
  if (!token.ok()) return token;
  if (absl::Status status = account_->Refresh(home_account_id, id_token); !status.ok()) {
    return status;
  }
  return token;
}

absl::StatusOr<PublicApplication::Token> PublicApplication::KeepTokens(
    const TokenRequest& request, const std::string& home_account_id, TokenResponse response) {
  refresh_tokens_.Keep(RefreshKey(request, home_account_id), response.refresh_token,
                       response.family_id, response.received_at);
  return core_.Keep(request, home_account_id, std::move(response));
}

RefreshTokens::Key PublicApplication::RefreshKey(const TokenRequest& request,
                                                 const std::string& home_account_id) const {
  return {core_.Environment(request.authority), core_.client_id(), home_account_id};
}

}  // namespace azure::identity::internal
