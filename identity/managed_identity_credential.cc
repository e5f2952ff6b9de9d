#include "identity/managed_identity_credential.h"

#include <utility>

#include "identity/internal/managed_identity/managed_identity_client.h"

namespace azure::identity {

absl::StatusOr<std::unique_ptr<ManagedIdentityCredential>> ManagedIdentityCredential::Create(
    ManagedIdentityCredentialOptions options) {
  absl::StatusOr<std::unique_ptr<internal::ManagedIdentityClient>> client =
      internal::ManagedIdentityClient::Create({std::move(options.client), std::move(options.id)});
  if (!client.ok()) return client.status();
  return std::unique_ptr<ManagedIdentityCredential>(
      new ManagedIdentityCredential(*std::move(client)));
}

ManagedIdentityCredential::ManagedIdentityCredential(
    std::unique_ptr<internal::ManagedIdentityClient> client)
    : client_(std::move(client)) {}

ManagedIdentityCredential::~ManagedIdentityCredential() = default;

absl::StatusOr<AccessToken> ManagedIdentityCredential::GetToken(
    const Context& ctx, const TokenRequestOptions& options) {
  return client_->GetToken(ctx, options);
}

void ManagedIdentityCredential::JoinChain() { client_->JoinChain(); }

}  // namespace azure::identity
