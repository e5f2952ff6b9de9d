// Who checks a user's password: Entra ID itself or an organization's own server.
#ifndef IDENTITY_INTERNAL_ENTRA_USER_REALM_H_
#define IDENTITY_INTERNAL_ENTRA_USER_REALM_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/context.h"
#include "identity/internal/entra/authority.h"
#include "identity/internal/entra/entra_http.h"

namespace azure::identity::internal {

struct UserRealm {
  std::string account_type;             // "Managed" or "Federated"; others mean neither
  std::string cloud_audience_urn;       // whom a federation server's token is for
  std::string federation_metadata_url;  // of a federated account
};

// Asks the authority's host about `username`. Errors, unless finished, begin with
// "problem getting user realm from authority: ":
//   no response     as of EntraHttp
//   kUnavailable    the document is not JSON, or lacks a field
absl::StatusOr<UserRealm> FetchUserRealm(const Context& ctx, const EntraHttp& http,
                                         const Authority& authority, absl::string_view username);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_ENTRA_USER_REALM_H_
