#include "mock_entra/tokens/managed_identity_token.h"

#include <utility>

#include "mock_entra/tokens/access_token.h"
#include "mock_entra/tokens/backdating.h"

namespace mock::entra {
namespace {

// What hosts are given, where applications get an hour: 24 hours, as `expires_in`
// of recorded answers counts down from.
constexpr absl::Duration kLifetime = absl::Seconds(86399);

ManagedIdentityRefusal Refuse(const Exchange& exchange, const Refusal& refusal) {
  http::Response response = RefusalResponse(exchange, refusal);
  return {response.status, std::move(response.body), std::move(response.remarks)};
}

}  // namespace

std::variant<ManagedIdentityToken, ManagedIdentityRefusal> IssueManagedIdentityToken(
    const Exchange& exchange, const Tenant& tenant, const ManagedIdentity& identity,
    absl::string_view resource, const jwt::SigningKey& key, Random& random, std::string bound_to) {
  const Resource* const known = tenant.FindResource(resource);
  if (known == nullptr) {
    return Refuse(exchange, {500011,
                             {{"resource", std::string(resource)}, {"tenant", tenant.display_name}},
                             "",
                             "the tenant has no resource of this name"});
  }
  Resource asked = *known;
  if (asked.token_lifetime == Resource().token_lifetime) asked.token_lifetime = kLifetime;

  Application application;
  application.app_id = identity.client_id;
  application.display_name = identity.name;
  application.service_principal_id = identity.principal_id;
  RequestedResource requested{&asked, std::string(resource)};
  TokenInput input{exchange.authority, tenant, application, requested, {}, exchange.now};
  input.by_assertion = true;  // hosts hold a certificate
  input.managed_identity = identity.resource_id;
  input.bound_to = std::move(bound_to);
  auto token = IssueAccessToken(input, key, random);
  if (!token.ok()) return Refuse(exchange, {50000, {}, "", "the token could not be made"});
  return ManagedIdentityToken{*std::move(token), exchange.now - kBackdated,
                              exchange.now + asked.token_lifetime + absl::Seconds(1),
                              asked.token_lifetime};
}

}  // namespace mock::entra
