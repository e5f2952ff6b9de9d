// From the tenant in a URL to the tenant in the directory.
#ifndef MOCK_ENTRA_DIRECTORY_TENANT_LOOKUP_H_
#define MOCK_ENTRA_DIRECTORY_TENANT_LOOKUP_H_

#include <memory>
#include <variant>

#include "absl/strings/string_view.h"
#include "mock_entra/directory/directory.h"
#include "mock_entra/errors/refusal.h"

namespace mock::entra {

// common, organizations or consumers: no one tenant.
bool IsTenantAlias(absl::string_view name);

enum class TenantUse {
  kToken,
  // Documents for clients, which say `invalid_tenant`, and take a single label
  // ("undefined") for an unknown name where the token endpoint finds it malformed.
  kMetadata,
};

using FoundTenant = std::variant<std::shared_ptr<const Tenant>, Refusal>;

// The tenant, or why not, in Entra's order: 90019 for an empty segment, 900021
// for the nil GUID, 900023 for what is neither GUID nor DNS name, 90002 for an
// unknown one.
FoundTenant LookUpTenant(Directory& directory, absl::string_view name, TenantUse use);

// As LookUpTenant, for tokens; of an alias the tenant called `otherwise`, or 50059 if
// there is none of that name.
FoundTenant LookUpTenantOr(Directory& directory, absl::string_view name,
                           absl::string_view otherwise);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_DIRECTORY_TENANT_LOOKUP_H_
