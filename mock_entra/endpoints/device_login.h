// The page where users enter the codes that their devices show:
// /common/oauth2/deviceauth, and the short URLs that lead there.
#ifndef MOCK_ENTRA_ENDPOINTS_DEVICE_LOGIN_H_
#define MOCK_ENTRA_ENDPOINTS_DEVICE_LOGIN_H_

#include "mock_common/http/message.h"
#include "mock_common/random.h"
#include "mock_entra/directory/directory.h"
#include "mock_entra/exchange/exchange.h"

namespace mock::entra {

// "/devicelogin", "/deviceloginus", "/deviceloginchina", "/common/oauth2/deviceauth".
bool IsDeviceLogin(const http::Request& request);

// Asks for the code, then signs the user in as /authorize does. Cancel declines.
http::Response HandleDeviceLogin(const Exchange& exchange, Directory& directory, Random& random);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ENDPOINTS_DEVICE_LOGIN_H_
