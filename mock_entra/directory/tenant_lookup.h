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

// The tenant, or why not, in Entra's order: 90019 for an empty segment, 900021
// for the nil GUID, 900023 for what is neither GUID nor DNS name, 90002 for an
// unknown one.
std::variant<std::shared_ptr<const Tenant>, Refusal> LookUpTenant(Directory& directory,
                                                                  absl::string_view name,
                                                                  TenantUse use);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_DIRECTORY_TENANT_LOOKUP_H_
