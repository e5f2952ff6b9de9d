#include "mock_entra/directory/tenant_lookup.h"

#include <string>

#include "absl/strings/match.h"
#include "mock_entra/exchange/identifiers.h"

namespace mock::entra {

bool IsTenantAlias(absl::string_view name) {
  for (const absl::string_view alias : {"common", "organizations", "consumers"}) {
    if (absl::EqualsIgnoreCase(name, alias)) return true;
  }
  return false;
}

FoundTenant LookUpTenant(Directory& directory, absl::string_view name, TenantUse use) {
  const bool metadata = use == TenantUse::kMetadata;
  const std::string variant = metadata ? "metadata" : "";
  if (name.empty()) return Refusal{90019, {}, variant, "the path names no tenant"};
  const auto values = [name] { return Values{{"tenant", std::string(name)}}; };
  if (IsNilGuid(name)) return Refusal{900021, values(), variant, "the tenant is the all-zero GUID"};
  // Before its form is judged: published examples have shortened IDs.
  std::shared_ptr<const Tenant> tenant = directory.FindTenant(name);
  if (tenant != nullptr) return tenant;
  if (!IsGuid(name) && !IsDnsName(name, metadata ? 1 : 2)) {
    return Refusal{900023, values(), variant, "the tenant is neither a GUID nor a domain"};
  }
  return Refusal{90002, values(), variant, "the directory has no such tenant"};
}

FoundTenant LookUpTenantOr(Directory& directory, absl::string_view name,
                           absl::string_view otherwise) {
  if (!IsTenantAlias(name)) return LookUpTenant(directory, name, TenantUse::kToken);
  auto tenant = otherwise.empty() ? nullptr : directory.FindTenant(otherwise);
  if (tenant == nullptr)
    return Refusal{50059,
                   {},
                   "",
                   "the tenant is an alias, and nothing in the request says which tenant is meant"};
  return tenant;
}

}  // namespace mock::entra
