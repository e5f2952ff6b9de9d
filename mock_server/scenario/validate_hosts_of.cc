#include "mock_server/scenario/validate_hosts_of.h"

#include <optional>

#include "mock_imds/validate_hosts.h"

namespace mock::scenario {

void ValidateHostsOf(const Directory& directory, const Place& place, const ServedTenant& served) {
  const auto find_tenant =
      [&](const ManagedIdentityHost& host) -> std::optional<imds::TenantOfHost> {
    const auto named = FindNamedTenant(directory, host.tenant_id(), served);
    if (!named) return std::nullopt;
    imds::TenantOfHost found{named->id, {}};
    for (const Tenant* const part : named->parts) {
      for (const Identity& identity : part->managed_identities()) {
        found.managed_identities.insert(identity.name());
      }
    }
    return found;
  };
  imds::ValidateHosts(directory.hosts(), find_tenant, place);
}

}  // namespace mock::scenario
