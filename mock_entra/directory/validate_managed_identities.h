// Whether a tenant's managed identities make sense.
#ifndef MOCK_ENTRA_DIRECTORY_VALIDATE_MANAGED_IDENTITIES_H_
#define MOCK_ENTRA_DIRECTORY_VALIDATE_MANAGED_IDENTITIES_H_

#include "mock_common/text/place.h"
#include "mock_entra/directory/directory.pb.h"

namespace mock::entra {

// Tells `place`, which is the tenant's, what is wrong with its managed identities.
void ValidateManagedIdentities(const scenario::Tenant& tenant, const scenario::Place& place);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_DIRECTORY_VALIDATE_MANAGED_IDENTITIES_H_
