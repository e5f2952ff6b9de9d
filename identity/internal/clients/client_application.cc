#include "identity/internal/clients/client_application.h"

#include <utility>

#include "identity/internal/entra/authority.h"
#include "identity/internal/entra/openid_configuration.h"
#include "identity/internal/entra/token_response.h"

namespace azure::identity::internal {

ClientApplication::ClientApplication(Config config, const EntraHttp* http,
                                     std::shared_ptr<Clock> clock)
    : config_(std::move(config)),
      core_({config_.client_id, config_.cae, config_.instance_discovery, config_.region}, http,
            clock),
      network_(std::move(clock)) {}

absl::StatusOr<ClientApplication::Token> ClientApplication::Acquire(const Context& ctx,
                                                                    const Request& request) {
  // MSAL asks about the host before it looks into its cache.
  if (request.claims.empty() && core_.HostIsKnown()) {
    if (Token cached = core_.Find(request, ""); cached != nullptr) {
      if (!core_.IsRefreshDue(*cached)) return cached;
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
  const bool host_is_known = looks && core_.LearnHost(ctx, request.authority);
  const Token cached = host_is_known && request.claims.empty() ? core_.Find(request, "") : nullptr;
  if (cached != nullptr && !core_.IsRefreshDue(*cached)) return cached;
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
  const auto endpoints = core_.ResolveEndpoints(ctx, request.authority);
  if (!endpoints.ok()) return endpoints.status();
  auto proof =
      config_.proof(ctx, {request.authority.kind, config_.client_id, endpoints->token_endpoint});
  if (!proof.ok()) return proof.status();
  const auto claims = core_.Claims(request);
  if (!claims.ok()) return claims.status();

  auto response =
      core_.Post(ctx, endpoints->token_endpoint, make_form(*claims, *std::move(proof)), request);
  if (!response.ok()) return response.status();
  if (!response->refresh_token.empty()) refresh_token_ = std::move(response->refresh_token);
  return core_.Keep(request, "", *std::move(response));
}

}  // namespace azure::identity::internal
