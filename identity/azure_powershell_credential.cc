#include "identity/azure_powershell_credential.h"

#include <utility>

#include "identity/internal/developer_tools/azure_powershell.h"
#include "identity/internal/developer_tools/developer_tool_client.h"

namespace azure::identity {

absl::StatusOr<std::unique_ptr<AzurePowerShellCredential>> AzurePowerShellCredential::Create(
    AzurePowerShellCredentialOptions options) {
  auto client = internal::DeveloperToolClient::Create(
      std::make_unique<internal::AzurePowerShell>(),
      {std::move(options.client), std::move(options.tenant_id),
       std::move(options.additionally_allowed_tenants)});
  if (!client.ok()) return client.status();
  return std::unique_ptr<AzurePowerShellCredential>(
      new AzurePowerShellCredential(*std::move(client)));
}

AzurePowerShellCredential::AzurePowerShellCredential(
    std::unique_ptr<internal::DeveloperToolClient> client)
    : client_(std::move(client)) {}

AzurePowerShellCredential::~AzurePowerShellCredential() = default;

absl::StatusOr<AccessToken> AzurePowerShellCredential::GetToken(
    const Context& ctx, const TokenRequestOptions& options) {
  return client_->GetToken(ctx, options);
}

}  // namespace azure::identity
