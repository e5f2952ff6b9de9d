// What the credentials of developer tools do.
#ifndef IDENTITY_INTERNAL_DEVELOPER_TOOLS_DEVELOPER_TOOL_CLIENT_H_
#define IDENTITY_INTERNAL_DEVELOPER_TOOLS_DEVELOPER_TOOL_CLIENT_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "identity/client_options.h"
#include "identity/context.h"
#include "identity/internal/cache/shared_fetch.h"
#include "identity/internal/developer_tools/developer_tool.h"
#include "identity/internal/developer_tools/tool_command.h"
#include "identity/internal/entra/tenant.h"
#include "identity/internal/pipeline/credential_log.h"
#include "identity/token_credential.h"

namespace azure::identity::internal {

struct DeveloperToolOptions {
  ClientOptions client;  // of which the logger and the seams count
  std::string tenant_id;
  std::vector<std::string> additionally_allowed_tenants;

  // For DefaultAzureCredential: a tool that fails is unavailable, so that the chain goes
  // on.
  bool in_default_chain = false;
};

// Nothing is cached: tools do that. But callers who want the same while a tool runs for one of
// them share what it gives. Safe for use by many threads at once.
class DeveloperToolClient final : public TokenCredential {
 public:
  // Errors: CheckTenantId's, for a tenant that is not empty.
  static absl::StatusOr<std::unique_ptr<DeveloperToolClient>> Create(
      std::unique_ptr<const DeveloperTool> tool, DeveloperToolOptions options);

  // Errors: kInvalidArgument without payload for scopes, tenants and claims that the tool
  // cannot be given, and for output that is not its JSON; kUnavailable for output without a
  // token; else those of ToolCommand.
  absl::StatusOr<AccessToken> GetToken(const Context& ctx,
                                       const TokenRequestOptions& options) override;

 private:
  DeveloperToolClient(std::unique_ptr<const DeveloperTool> tool, DeveloperToolOptions options);

  absl::Status CheckScopes(const TokenRequestOptions& options) const;
  absl::StatusOr<AccessToken> RunTool(const Context& ctx, const std::string& command);

  const std::unique_ptr<const DeveloperTool> tool_;
  const TenantRules tenants_;
  const bool in_default_chain_;
  const CredentialLog log_;
  const std::shared_ptr<Clock> clock_;
  ToolCommand command_;
  SharedFetch runs_;  // by command
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_DEVELOPER_TOOLS_DEVELOPER_TOOL_CLIENT_H_
