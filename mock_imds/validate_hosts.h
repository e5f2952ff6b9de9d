// Whether managed identities and their hosts make sense; part of Validate.
#ifndef MOCK_IMDS_VALIDATE_HOSTS_H_
#define MOCK_IMDS_VALIDATE_HOSTS_H_

#include "mock_common/text/place.h"
#include "mock_server/scenario/directory.pb.h"

namespace mock::scenario {

// Tells `place`, which is the tenant's, what is wrong with its managed identities.
void ValidateManagedIdentities(const Tenant& tenant, const Place& place);

// Tells `place`, which is the directory's, what is wrong with its hosts. Identities
// are looked for in this directory's tenants; a tenant that is not there may be
// known already, so nothing is said of its identities.
void ValidateHosts(const Directory& directory, const Place& place);

}  // namespace mock::scenario

#endif  // MOCK_IMDS_VALIDATE_HOSTS_H_
