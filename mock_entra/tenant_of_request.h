// Whose tenant a request to Entra ID, to Azure DevOps or to a service concerns.
#ifndef MOCK_ENTRA_TENANT_OF_REQUEST_H_
#define MOCK_ENTRA_TENANT_OF_REQUEST_H_

#include <string>

#include "mock_common/http/message.h"
#include "mock_entra/directory/directory.h"

namespace mock::entra {

// The one rule for it, which rules of scenarios, faults and the journal go by, as the
// endpoints do: the tenant as the client wrote it (see exchange/tenant_of.h). Where that is
// /common or the like, or nothing, the ID of the one that the request is about: as NamedTenant,
// or who signs in on a page, or, as long as nobody does, whose application asks. The alias if
// none of these is in the directory. Of a service whose it is, or whose token is sent to it.
std::string TenantOfRequest(const http::Request& request, Directory& directory);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_TENANT_OF_REQUEST_H_
