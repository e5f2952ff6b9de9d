// Which tenant a token is asked of.
#ifndef IDENTITY_INTERNAL_ENTRA_TENANT_H_
#define IDENTITY_INTERNAL_ENTRA_TENANT_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/seams/environment.h"

namespace azure::identity::internal {

// kInvalidArgument unless `tenant_id` is non-empty and holds only letters,
// digits, "." and "-": "invalid tenantID. You can locate your tenantID by
// following the instructions listed here: …".
absl::Status CheckTenantId(absl::string_view tenant_id);

// The tenants a credential may ask, as configured.
struct TenantRules {
  std::string credential;                         // the type's name, for errors
  std::string tenant_id;                          // the credential's own
  std::vector<std::string> additionally_allowed;  // "*" allows any
};

// The tenant to ask when a caller wants `requested` ("" for no wish). All errors
// are kInvalidArgument, with azidentity's texts: the tenant is malformed, is not
// allowed, or the authority is AD FS, which has none.
absl::StatusOr<std::string> ResolveTenant(const TenantRules& rules, absl::string_view requested);

// `option`, or if it is empty AZURE_ADDITIONALLY_ALLOWED_TENANTS, separated by ";"
// and taken as they are. For those credentials that read this variable.
std::vector<std::string> AllowedTenants(std::vector<std::string> option,
                                        const Environment& environment);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_ENTRA_TENANT_H_
