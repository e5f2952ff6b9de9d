#include "identity/internal/entra/request_authority.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "identity/internal/errors/error_format.h"

namespace azure::identity::internal {

RequestAuthority::RequestAuthority(TenantRules rules, const std::string& host)
    : rules_(std::move(rules)), own_(MakeAuthority(host, rules_.tenant_id)) {}

absl::StatusOr<Authority> RequestAuthority::For(const TokenRequestOptions& options) const {
  if (options.scopes.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat(rules_.credential, ".GetToken() requires at least one scope"));
  }
  const absl::StatusOr<std::string> tenant = ResolveTenant(rules_, options.tenant_id);
  if (!tenant.ok()) return tenant.status();
  if (!own_.ok()) return own_.status();
  absl::StatusOr<Authority> authority = ForTenant(*own_, *tenant);
  if (!authority.ok()) {
    return AuthenticationFailed(rules_.credential, authority.status().message(),
                                authority.status().code());
  }
  return authority;
}

}  // namespace azure::identity::internal
