// Whether managed-identity hosts make sense.
#ifndef MOCK_IMDS_VALIDATE_HOSTS_H_
#define MOCK_IMDS_VALIDATE_HOSTS_H_

#include <functional>
#include <optional>
#include <set>
#include <string>

#include "mock_common/text/place.h"
#include "mock_imds/host_list.h"

namespace mock::imds {

// The tenant whose identities a host gives tokens of.
struct TenantOfHost {
  std::string id;
  std::set<std::string> managed_identities;  // by name
};

// nullopt for a host whose tenant is not told: it may be known already, so nothing is
// said of its identities.
using FindTenantOfHost =
    std::function<std::optional<TenantOfHost>(const scenario::ManagedIdentityHost& host)>;

// Tells `place`, whose field `hosts` these are, what is wrong with them.
void ValidateHosts(const ManagedIdentityHosts& hosts, const FindTenantOfHost& find_tenant,
                   const scenario::Place& place);

}  // namespace mock::imds

#endif  // MOCK_IMDS_VALIDATE_HOSTS_H_
