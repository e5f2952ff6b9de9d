// Whether the hosts of a directory go with its tenants.
#ifndef MOCK_SERVER_SCENARIO_VALIDATE_HOSTS_OF_H_
#define MOCK_SERVER_SCENARIO_VALIDATE_HOSTS_OF_H_

#include "mock_common/text/place.h"
#include "mock_server/scenario/directory.pb.h"
#include "mock_server/scenario/served_tenant.h"

namespace mock::scenario {

// Tells `place`, which is the directory's, what is wrong with its hosts (see
// mock_imds/validate_hosts.h). Identities are looked for in this directory's tenants and in
// those that are `served`.
void ValidateHostsOf(const Directory& directory, const Place& place,
                     const ServedTenant& served = nullptr);

}  // namespace mock::scenario

#endif  // MOCK_SERVER_SCENARIO_VALIDATE_HOSTS_OF_H_
