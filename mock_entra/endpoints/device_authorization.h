// POST /{tenant}/oauth2/v2.0/devicecode: gives an application a code for its user.
#ifndef MOCK_ENTRA_ENDPOINTS_DEVICE_AUTHORIZATION_H_
#define MOCK_ENTRA_ENDPOINTS_DEVICE_AUTHORIZATION_H_

#include "absl/strings/string_view.h"
#include "mock_common/http/message.h"
#include "mock_common/random.h"
#include "mock_entra/directory/directory.h"
#include "mock_entra/exchange/exchange.h"
#include "mock_entra/exchange/version.h"

namespace mock::entra {

// Refuses with the tenant's errors, 900144 without `client_id`, 700038 the nil GUID,
// 700016, 7000112, then as FindDelegatedScopes (not on /common and the like, where no
// tenant knows the resource). Reserved values (see magic.h) as tenant or client ID win.
// Life and interval are those of the tenant's device_login.
http::Reply HandleDeviceAuthorization(const Exchange& exchange, Directory& directory,
                                      Random& random, absl::string_view tenant, Version version);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ENDPOINTS_DEVICE_AUTHORIZATION_H_
