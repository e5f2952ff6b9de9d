#include "mock_server/scenario/served_tenant.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "mock_entra/directory/well_known.h"

namespace mock::scenario {
namespace {

bool IsNamed(const Tenant& tenant, const std::string& name) {
  return absl::EqualsIgnoreCase(tenant.id(), name) ||
         std::any_of(tenant.domains().begin(), tenant.domains().end(),
                     [&](const auto& domain) { return absl::EqualsIgnoreCase(domain, name); });
}

}  // namespace

std::optional<NamedTenant> FindNamedTenant(const Directory& directory, const std::string& name,
                                           const ServedTenant& served) {
  NamedTenant found;
  const auto& tenants = directory.tenants();
  const auto own = std::find_if(tenants.begin(), tenants.end(), [&](const Tenant& tenant) {
    return name.empty() || IsNamed(tenant, name);
  });
  if (own != tenants.end()) found.parts.push_back(&*own);
  found.id = own != tenants.end() ? own->id()
             : name.empty()       ? std::string(entra::kDefaultTenantId)
                                  : name;
  if (const Tenant* const other = served ? served(found.id) : nullptr; other != nullptr) {
    found.parts.push_back(other);
  }
  if (found.parts.empty() && !served) return std::nullopt;
  return found;
}

}  // namespace mock::scenario
