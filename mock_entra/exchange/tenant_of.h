// Whose tenant a request to Entra ID or Azure DevOps concerns.
#ifndef MOCK_ENTRA_EXCHANGE_TENANT_OF_H_
#define MOCK_ENTRA_EXCHANGE_TENANT_OF_H_

#include <string>

#include "mock_common/http/message.h"

namespace mock::entra {

// The tenant that the request concerns, as the client wrote it: for a host of Azure
// DevOps ("contoso.visualstudio.com") the organization; for
// /common/discovery/instance the first segment of the authorization_endpoint
// parameter's path; for /common/UserRealm/{user} the domain of the user; else the
// first segment of the path. "" if there is none.
std::string TenantOf(const http::Request& request);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_EXCHANGE_TENANT_OF_H_
