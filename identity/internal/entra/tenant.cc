#include "identity/internal/entra/tenant.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "identity/internal/text/alphanumeric.h"
#include "identity/internal/text/go_text.h"

namespace azure::identity::internal {
namespace {

bool IsAllowed(const TenantRules& rules, absl::string_view requested) {
  const std::vector<std::string>& allowed = rules.additionally_allowed;
  // Without a tenant of its own and an allow list, a credential has nothing to
  // hold the caller's wish against.
  if (allowed.empty()) return rules.tenant_id.empty() || rules.tenant_id == "organizations";
  return std::any_of(allowed.begin(), allowed.end(), [&](const std::string& tenant) {
    return tenant == "*" || tenant == requested;
  });
}

}  // namespace

absl::Status CheckTenantId(absl::string_view tenant_id) {
  if (!tenant_id.empty() && IsAlphanumericOr(".-", tenant_id)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      "invalid tenantID. You can locate your tenantID by following the instructions listed here: "
      "https://learn.microsoft.com/partner-center/find-ids-and-domain-names");
}

absl::StatusOr<std::string> ResolveTenant(const TenantRules& rules, absl::string_view requested) {
  if (requested.empty() || requested == rules.tenant_id) return rules.tenant_id;
  if (rules.tenant_id == "adfs") {
    return absl::InvalidArgumentError("ADFS doesn't support tenants");
  }
  if (absl::Status status = CheckTenantId(requested); !status.ok()) return status;
  if (IsAllowed(rules, requested)) return std::string(requested);
  return absl::InvalidArgumentError(absl::StrCat(
      rules.credential, " isn't configured to acquire tokens for tenant ", QuoteGo(requested),
      ". To enable acquiring tokens for this tenant add it to the AdditionallyAllowedTenants on "
      "the credential options, or add \"*\" to allow acquiring tokens for any tenant"));
}

std::vector<std::string> AllowedTenants(std::vector<std::string> option,
                                        const Environment& environment) {
  if (!option.empty()) return option;
  const std::string tenants = environment.GetOrEmpty("AZURE_ADDITIONALLY_ALLOWED_TENANTS");
  if (tenants.empty()) return {};
  return absl::StrSplit(tenants, ';');
}

}  // namespace azure::identity::internal
