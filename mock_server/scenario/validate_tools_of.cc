#include "mock_server/scenario/validate_tools_of.h"

#include <optional>

#include "absl/strings/ascii.h"
#include "mock_imds/fake_tools/validate_tools.h"

namespace mock::scenario {

void ValidateToolsOf(const Directory& directory, const Place& place, const ServedTenant& served) {
  const auto find_tenant = [&](const DeveloperTool& tool) -> std::optional<imds::TenantOfTool> {
    const auto named = FindNamedTenant(directory, tool.tenant_id(), served);
    if (!named) return std::nullopt;
    imds::TenantOfTool found{named->id, {}};
    for (const Tenant* const part : named->parts) {
      for (const User& user : part->users()) {
        found.accounts.insert(absl::AsciiStrToLower(user.name()));
      }
      for (const Application& application : part->applications()) {
        found.accounts.insert(absl::AsciiStrToLower(application.app_id()));
      }
    }
    return found;
  };
  imds::ValidateTools(directory.developer_tools(), find_tenant, place);
}

}  // namespace mock::scenario
