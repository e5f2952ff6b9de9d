#include "mock_server/scenario/validate_hosts_of.h"

#include <optional>

#include "absl/strings/match.h"
#include "mock_imds/validate_hosts.h"

namespace mock::scenario {

void ValidateHostsOf(const Directory& directory, const Place& place) {
  const auto find_tenant =
      [&](const ManagedIdentityHost& host) -> std::optional<imds::TenantOfHost> {
    for (const Tenant& tenant : directory.tenants()) {
      // A host that names none has the first.
      if (!host.tenant_id().empty() && !absl::EqualsIgnoreCase(host.tenant_id(), tenant.id())) {
        continue;
      }
      imds::TenantOfHost found{tenant.id(), {}};
      for (const Identity& identity : tenant.managed_identities()) {
        found.managed_identities.insert(identity.name());
      }
      return found;
    }
    return std::nullopt;
  };
  imds::ValidateHosts(directory.hosts(), find_tenant, place);
}

}  // namespace mock::scenario
