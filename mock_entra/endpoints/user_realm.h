// GET /common/UserRealm/{user}: whether a user signs in here or elsewhere.
#ifndef MOCK_ENTRA_ENDPOINTS_USER_REALM_H_
#define MOCK_ENTRA_ENDPOINTS_USER_REALM_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "mock_common/http/message.h"
#include "mock_entra/directory/directory.h"
#include "mock_entra/exchange/exchange.h"

namespace mock::entra {

// The user that is asked for, decoded; nullopt for other paths.
std::optional<std::string> UserOfRealmRequest(const http::Request& request);

// "Managed" for users of the directory's tenants, "Federated" for their federated
// domains, "Unknown" for others.
http::Response HandleUserRealm(const Exchange& exchange, Directory& directory,
                               absl::string_view user_name);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ENDPOINTS_USER_REALM_H_
