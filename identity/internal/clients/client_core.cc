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

ClientCore::ClientCore(Config config, const EntraHttp* http, const Seams& seams)
    : config_(std::move(config)),
      http_(http),
      clock_(seams.clock),
      learning_(clock_),
      discovery_(http, config_.instance_discovery, config_.region),
      configurations_(http, &discovery_),
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
  const absl::StatusOr<std::string> body = http_->PostForm(ctx, token_endpoint, form);
  if (!body.ok()) return body.status();
  return ParseTokenResponse(*body, request.scopes, clock_->Now(), owner);
}

absl::StatusOr<ClientCore::Token> ClientCore::Keep(const TokenRequest& request,
                                                   absl::string_view home_account_id,
                                                   TokenResponse response) {
  const Token token = tokens_.Keep(
      KeyOf(request.authority, home_account_id),
      {AccessToken(std::move(response.access_token), response.expires_on, response.refresh_on),
       std::move(response.granted_scopes), response.received_at},
      response.token_type);
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

TokenCache::Key ClientCore::KeyOf(const Authority& authority,
                                  absl::string_view home_account_id) const {
  return {Environment(authority), config_.client_id, authority.tenant,
          std::string(home_account_id)};
}

}  // namespace azure::identity::internal
