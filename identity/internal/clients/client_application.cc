#include "identity/internal/clients/client_application.h"

#include <optional>
#include <utility>

#include "identity/internal/cache/cached_tokens.h"
#include "identity/internal/entra/openid_configuration.h"
#include "identity/internal/entra/token_response.h"

namespace azure::identity::internal {

// One call of Acquire().
class ClientApplication::Call final : public TokenFetch {
 public:
  Call(ClientApplication* application, TokenRequest request)
      : application_(application), core_(&application->core_), request_(std::move(request)) {}

  const TokenRequest& request() const { return request_; }

  std::optional<std::string> Flight() const override { return FlightOf(request_); }

  // MSAL asks about the host before it looks into its cache.
  std::optional<TokenCache::Key> KnownKey() const override {
    if (!TakesCached() || !core_->HostIsKnown()) return std::nullopt;
    return core_->KeyOf(request_.authority, "");
  }

  // On behalf of a user MSAL asks about the host even if no cached token will do.
  std::optional<TokenCache::Key> LearnKey(const Context& ctx) override {
    const bool asks = TakesCached() || !application_->config_->user_assertion.empty();
    const bool host_is_known = asks && core_->LearnHost(ctx, request_.authority);
    if (!host_is_known || !TakesCached()) return std::nullopt;
    core_->LoadStored(ctx, /*refresh_tokens=*/nullptr);
    return core_->KeyOf(request_.authority, "");
  }

  absl::StatusOr<Token> Fetch(const Context& ctx, bool /*early*/) override {
    return application_->Fetch(ctx, request_);
  }

  std::shared_ptr<TokenFetch> ForLater() const override {
    return std::make_shared<Call>(application_, request_);
  }

 private:
  bool TakesCached() const { return request_.claims.empty(); }

  ClientApplication* const application_;
  ClientCore* const core_;
  const TokenRequest request_;
};

ClientApplication::ClientApplication(std::shared_ptr<const Config> config, bool cae,
                                     const EntraHttp* http, const Seams& seams)
    : config_(std::move(config)),
      core_({config_->client_id, cae, config_->instance_discovery, config_->region, config_->store,
             config_->says},
            http, seams) {}

ClientApplication::~ClientApplication() { core_.tokens().Close(); }

absl::StatusOr<ClientApplication::Token> ClientApplication::Acquire(
    const Context& ctx, const Authority& authority, const TokenRequestOptions& options) {
  Call call(this, {authority, options.scopes, options.claims});
  return core_.tokens().Get(ctx, {options, call.request().scopes}, call);
}

absl::StatusOr<ClientApplication::Token> ClientApplication::Fetch(const Context& ctx,
                                                                  const TokenRequest& request) {
  if (config_->user_assertion.empty()) {
    return FetchWith(ctx, request, [&](absl::string_view claims, FormFields proof) {
      return ClientCredentialsForm(config_->client_id, request.scopes, claims, std::move(proof));
    });
  }
  SecretString refresh_token;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    refresh_token = refresh_token_;
  }
  if (!refresh_token.empty()) {
    absl::StatusOr<Token> refreshed =
        FetchWith(ctx, request, [&](absl::string_view claims, FormFields proof) {
          return RefreshForm(config_->client_id, refresh_token, request.scopes, claims,
                             std::move(proof));
        });
    if (refreshed.ok()) return refreshed;
  }
  return FetchWith(ctx, request, [&](absl::string_view claims, FormFields proof) {
    return OnBehalfOfForm(config_->client_id, config_->user_assertion, request.scopes, claims,
                          std::move(proof));
  });
}

absl::StatusOr<ClientApplication::Token> ClientApplication::FetchWith(const Context& ctx,
                                                                      const TokenRequest& request,
                                                                      const MakeForm& make_form) {
  const auto endpoints = core_.ResolveEndpoints(ctx, request.authority);
  if (!endpoints.ok()) return endpoints.status();
  auto proof =
      config_->proof(ctx, {request.authority.kind, config_->client_id, endpoints->token_endpoint});
  if (!proof.ok()) return proof.status();
  const auto claims = core_.Claims(request);
  if (!claims.ok()) return claims.status();

  auto response =
      core_.Post(ctx, endpoints->token_endpoint, make_form(*claims, *std::move(proof)), request);
  if (!response.ok()) return response.status();
  if (!response->refresh_token.empty()) {
    const std::lock_guard<std::mutex> lock(mutex_);
    refresh_token_ = std::move(response->refresh_token);
  }
  return core_.Keep(request, "", *std::move(response));
}

}  // namespace azure::identity::internal
