// /{tenant}/oauth2/v2.0/logout: ends the browser's session.
#ifndef MOCK_ENTRA_ENDPOINTS_LOGOUT_H_
#define MOCK_ENTRA_ENDPOINTS_LOGOUT_H_

#include "absl/strings/string_view.h"
#include "mock_common/http/message.h"
#include "mock_entra/directory/directory.h"
#include "mock_entra/exchange/exchange.h"

namespace mock::entra {

// Goes to post_logout_redirect_uri, with `state`, if an application of the tenant has
// registered it; else a page says that the user has signed out.
http::Response HandleLogout(const Exchange& exchange, Directory& directory,
                            absl::string_view tenant);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ENDPOINTS_LOGOUT_H_
