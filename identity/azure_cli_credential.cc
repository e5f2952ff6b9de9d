#include "identity/azure_cli_credential.h"

#include <utility>

#include "identity/internal/developer_tools/azure_cli.h"
#include "identity/internal/developer_tools/developer_tool_client.h"

namespace azure::identity {

absl::StatusOr<std::unique_ptr<AzureCLICredential>> AzureCLICredential::Create(
    AzureCLICredentialOptions options) {
  if (absl::Status status = internal::AzureCLI::CheckSubscription(options.subscription);
      !status.ok()) {
    return status;
  }
  auto client = internal::DeveloperToolClient::Create(
      std::make_unique<internal::AzureCLI>(std::move(options.subscription)),
      {std::move(options.client), std::move(options.tenant_id),
       std::move(options.additionally_allowed_tenants)});
  if (!client.ok()) return client.status();
  return std::unique_ptr<AzureCLICredential>(new AzureCLICredential(*std::move(client)));
}

AzureCLICredential::AzureCLICredential(std::unique_ptr<internal::DeveloperToolClient> client)
    : client_(std::move(client)) {}

AzureCLICredential::~AzureCLICredential() = default;

absl::StatusOr<AccessToken> AzureCLICredential::GetToken(const Context& ctx,
                                                         const TokenRequestOptions& options) {
  return client_->GetToken(ctx, options);
}

}  // namespace azure::identity
