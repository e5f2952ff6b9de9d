// What users can let an application do in Microsoft Graph.
#ifndef MOCK_ENTRA_DIRECTORY_GRAPH_PERMISSIONS_H_
#define MOCK_ENTRA_DIRECTORY_GRAPH_PERMISSIONS_H_

#include "absl/strings/string_view.h"

namespace mock::entra {

// Whether it is a delegated permission such as "User.Read", in any case of its letters. Those of
// OpenID Connect ("openid") are not Microsoft Graph's. Source: graph_permissions.txt.
bool IsGraphPermission(absl::string_view name);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_DIRECTORY_GRAPH_PERMISSIONS_H_
