// Whether what a tenant has in Azure is sound.
#ifndef MOCK_ENTRA_DIRECTORY_VALIDATE_AZURE_H_
#define MOCK_ENTRA_DIRECTORY_VALIDATE_AZURE_H_

#include "mock_common/text/place.h"
#include "mock_entra/directory/directory.pb.h"

namespace mock::entra {

// Complains of subscriptions that have no GUID, of names that are missing or taken, and of
// scopes and times that are none.
void ValidateAzure(const scenario::Tenant& tenant, const scenario::Place& place);

// Complains of assigned roles that there are none of. For the whole tenant: what is added to
// one may assign roles that it has already.
void ValidateRoles(const scenario::Tenant& tenant, const scenario::Place& place);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_DIRECTORY_VALIDATE_AZURE_H_
