#include "identity/azure_developer_cli_credential.h"

#include <utility>

#include "identity/internal/developer_tools/azure_developer_cli.h"
#include "identity/internal/developer_tools/developer_tool_client.h"

namespace azure::identity {

absl::StatusOr<std::unique_ptr<AzureDeveloperCLICredential>> AzureDeveloperCLICredential::Create(
    AzureDeveloperCLICredentialOptions options) {
  auto client = internal::DeveloperToolClient::Create(
      std::make_unique<internal::AzureDeveloperCLI>(),
      {std::move(options.client), std::move(options.tenant_id),
       std::move(options.additionally_allowed_tenants)});
  if (!client.ok()) return client.status();
  return std::unique_ptr<AzureDeveloperCLICredential>(
      new AzureDeveloperCLICredential(*std::move(client)));
}

AzureDeveloperCLICredential::AzureDeveloperCLICredential(
    std::unique_ptr<internal::DeveloperToolClient> client)
    : client_(std::move(client)) {}

AzureDeveloperCLICredential::~AzureDeveloperCLICredential() = default;

absl::StatusOr<AccessToken> AzureDeveloperCLICredential::GetToken(
    const Context& ctx, const TokenRequestOptions& options) {
  return client_->GetToken(ctx, options);
}

}  // namespace azure::identity
