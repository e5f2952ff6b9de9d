#include "identity/client_secret_credential.h"

#include <utility>

#include "identity/internal/clients/confidential_client.h"

namespace azure::identity {

absl::StatusOr<std::unique_ptr<ClientSecretCredential>> ClientSecretCredential::Create(
    absl::string_view tenant_id, absl::string_view client_id, absl::string_view client_secret,
    ClientSecretCredentialOptions options) {
  if (client_secret.empty()) {
    return absl::InvalidArgumentError("secret can't be empty string");
  }
  absl::StatusOr<std::unique_ptr<internal::ConfidentialClient>> client =
      internal::ConfidentialClient::Create(
          {"ClientSecretCredential", std::string(tenant_id), std::string(client_id),
           std::move(options.additionally_allowed_tenants), options.disable_instance_discovery,
           std::move(options.client)},
          internal::ClientSecret(client_secret));
  if (!client.ok()) return client.status();
  return std::unique_ptr<ClientSecretCredential>(new ClientSecretCredential(*std::move(client)));
}

ClientSecretCredential::ClientSecretCredential(std::unique_ptr<internal::ConfidentialClient> client)
    : client_(std::move(client)) {}

ClientSecretCredential::~ClientSecretCredential() = default;

absl::StatusOr<AccessToken> ClientSecretCredential::GetToken(const Context& ctx,
                                                             const TokenRequestOptions& options) {
  return client_->GetToken(ctx, options);
}

}  // namespace azure::identity
