// Which tenant a request for tokens names where its URL names none.
#ifndef MOCK_ENTRA_GRANTS_NAMED_TENANT_H_
#define MOCK_ENTRA_GRANTS_NAMED_TENANT_H_

#include <string>

#include "mock_entra/directory/directory.h"
#include "mock_entra/exchange/token_request.h"

namespace mock::entra {

// By what the grant rests on: the domain of the user who has a password, or the ID of the
// tenant that keeps the code, the refresh token or the device code. "" if nothing names one;
// the directory need not know it.
std::string NamedTenant(const TokenRequest& request, Directory& directory);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_GRANTS_NAMED_TENANT_H_
