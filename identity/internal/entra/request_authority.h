// Which authority a credential asks.
#ifndef IDENTITY_INTERNAL_ENTRA_REQUEST_AUTHORITY_H_
#define IDENTITY_INTERNAL_ENTRA_REQUEST_AUTHORITY_H_

#include <string>

#include "absl/status/statusor.h"
#include "identity/internal/entra/authority.h"
#include "identity/internal/entra/tenant.h"
#include "identity/token_credential.h"

namespace azure::identity::internal {

// A credential's own authority, and the tenants it may ask beside it. Immutable.
class RequestAuthority {
 public:
  // `host` is of ResolveAuthorityHost. An authority that cannot be made of it and
  // the tenant is reported by For(), as late as azidentity does.
  RequestAuthority(TenantRules rules, const std::string& host);

  // The authority for a request. Errors are kInvalidArgument. Without payload: no
  // scope, a tenant that is not allowed, no authority. Finished: an authority that
  // has no place for the tenant.
  absl::StatusOr<Authority> For(const TokenRequestOptions& options) const;

 private:
  const TenantRules rules_;
  const absl::StatusOr<Authority> own_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_ENTRA_REQUEST_AUTHORITY_H_
