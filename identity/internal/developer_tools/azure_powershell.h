// Azure PowerShell.
#ifndef IDENTITY_INTERNAL_DEVELOPER_TOOLS_AZURE_POWERSHELL_H_
#define IDENTITY_INTERNAL_DEVELOPER_TOOLS_AZURE_POWERSHELL_H_

#include <string>

#include "identity/internal/developer_tools/developer_tool.h"

namespace azure::identity::internal {

class AzurePowerShell final : public DeveloperTool {
 public:
  absl::string_view credential() const override { return "AzurePowerShellCredential"; }

  // The command has a script, in base64 of UTF-16.
  absl::StatusOr<std::string> Command(const TokenRequestOptions& request,
                                      const std::string& tenant) const override;
  std::string Explain(absl::string_view err) const override;
  absl::StatusOr<AccessToken> ReadToken(absl::string_view out) const override;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_DEVELOPER_TOOLS_AZURE_POWERSHELL_H_
