#include "mock_entra/tokens/flawed_token.h"

#include <memory>
#include <utility>
#include <variant>

#include "mock_entra/exchange/identifiers.h"
#include "mock_entra/tokens/access_token.h"
#include "mock_entra/tokens/resource_scope.h"

namespace mock::entra {
namespace {

constexpr char kFallbackResource[] = "https://management.azure.com";

}  // namespace

absl::StatusOr<TokenResponse> IssueFlawedToken(const Exchange& exchange, Directory& directory,
                                               const TokenRequest& request, TokenFlaw flaw,
                                               const jwt::SigningKey& key, Random& random) {
  std::shared_ptr<const Tenant> tenant = directory.FindTenant(request.tenant);
  if (tenant == nullptr) {
    Directory scratch;
    if (const auto created = scratch.CreateTenant(request.tenant); !created.ok()) return created;
    tenant = scratch.FindTenant(request.tenant);
  }
  Application application;
  application.app_id = request.client_id;
  application.service_principal_id = GuidFrom(request.client_id);
  RequestedResource requested{tenant->FindResource(kFallbackResource), kFallbackResource};
  auto found = FindRequestedResource(*tenant, request);
  if (auto* const resource = std::get_if<RequestedResource>(&found)) {
    requested = std::move(*resource);
  }
  TokenInput input{exchange.authority,          *tenant,     application, requested,
                   ClientCapabilities(request), exchange.now};
  input.flaw = flaw;
  auto token = IssueAccessToken(input, key, random);
  if (!token.ok()) return token.status();
  TokenResponse response{request.version, exchange.now, requested.resource->token_lifetime,
                         requested.uri};
  response.access_token = *std::move(token);
  return response;
}

}  // namespace mock::entra
