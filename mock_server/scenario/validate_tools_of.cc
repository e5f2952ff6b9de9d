#include "mock_server/scenario/validate_tools_of.h"

#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "mock_imds/fake_tools/validate_tools.h"

namespace mock::scenario {

void ValidateToolsOf(const Directory& directory, const Place& place) {
  const auto find_tenant = [&](const DeveloperTool& tool) -> std::optional<imds::TenantOfTool> {
    for (const Tenant& tenant : directory.tenants()) {
      // A tool that names none has the first.
      if (!tool.tenant_id().empty() && !absl::EqualsIgnoreCase(tool.tenant_id(), tenant.id())) {
        continue;
      }
      imds::TenantOfTool found{tenant.id(), {}};
      for (const User& user : tenant.users()) {
        found.accounts.insert(absl::AsciiStrToLower(user.name()));
      }
      for (const Application& application : tenant.applications()) {
        found.accounts.insert(absl::AsciiStrToLower(application.app_id()));
      }
      return found;
    }
    return std::nullopt;
  };
  imds::ValidateTools(directory.developer_tools(), find_tenant, place);
}

}  // namespace mock::scenario
