#include "mock_entra/endpoints/user_realm.h"

#include <memory>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "mock_entra/exchange/authority.h"
#include "mock_entra/exchange/json_object.h"

namespace mock::entra {
namespace {

constexpr absl::string_view kPrefix = "/common/userrealm/";

// A domain that is federated need not be one of its tenant's names.
const FederatedDomain* FindFederated(Directory& directory, absl::string_view domain,
                                     std::shared_ptr<const Tenant>& tenant) {
  if (tenant != nullptr) return tenant->FindFederatedDomain(domain);
  for (const std::string& id : directory.TenantIds()) {
    auto candidate = directory.FindTenant(id);
    const FederatedDomain* found =
        candidate == nullptr ? nullptr : candidate->FindFederatedDomain(domain);
    if (found == nullptr) continue;
    tenant = std::move(candidate);
    return found;
  }
  return nullptr;
}

}  // namespace

std::optional<std::string> UserOfRealmRequest(const http::Request& request) {
  const absl::string_view path = request.path;
  if (!absl::StartsWithIgnoreCase(path, kPrefix)) return std::nullopt;
  return std::string(path.substr(kPrefix.size()));
}

http::Response HandleUserRealm(const Exchange& exchange, Directory& directory,
                               absl::string_view user_name) {
  const absl::string_view domain = DomainOf(user_name);
  auto tenant = directory.FindTenantOfUser(user_name);
  const FederatedDomain* const federated = FindFederated(directory, domain, tenant);
  JsonObject body;
  body.Add("ver", "1.0");
  if (federated != nullptr) {
    body.Add("account_type", "Federated");
    body.Add("domain_name", domain);
    body.Add("federation_protocol", federated->protocol);
    body.Add("federation_metadata_url", federated->metadata_url);
  } else if (tenant != nullptr) {
    body.Add("account_type", "Managed");
    body.Add("domain_name", domain);
  } else {
    body.Add("account_type", "Unknown");
  }
  body.Add("cloud_instance_name", exchange.authority.cloud->instance_name);
  body.Add("cloud_audience_urn", "urn:federation:MicrosoftOnline");
  http::Response response = TokenEndpointResponse(exchange, 200, std::move(body).Finish());
  response.headers.Add("Content-Disposition", "inline; filename=userrealm.json");
  return response;
}

}  // namespace mock::entra
