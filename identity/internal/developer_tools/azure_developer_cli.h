// The Azure Developer CLI.
#ifndef IDENTITY_INTERNAL_DEVELOPER_TOOLS_AZURE_DEVELOPER_CLI_H_
#define IDENTITY_INTERNAL_DEVELOPER_TOOLS_AZURE_DEVELOPER_CLI_H_

#include <string>

#include "identity/internal/developer_tools/developer_tool.h"

namespace azure::identity::internal {

class AzureDeveloperCLI final : public DeveloperTool {
 public:
  absl::string_view credential() const override { return "AzureDeveloperCLICredential"; }
  bool takes_many_scopes() const override { return true; }
  absl::StatusOr<std::string> Command(const TokenRequestOptions& request,
                                      const std::string& tenant) const override;

  // Versions differ in the lines of JSON they write: the first "error" counts, then the
  // first "message" of "data", then all as it is.
  std::string Explain(absl::string_view err) const override;

  absl::StatusOr<AccessToken> ReadToken(absl::string_view out) const override;

  // With claims, any failure is taken for a need to sign in again.
  absl::Status Mend(const absl::Status& status, const TokenRequestOptions& request,
                    const std::string& tenant) const override;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_DEVELOPER_TOOLS_AZURE_DEVELOPER_CLI_H_
