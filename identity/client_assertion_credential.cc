#include "identity/client_assertion_credential.h"

#include <utility>

#include "identity/internal/clients/confidential_client.h"
#include "identity/internal/proofs/assertion_proof.h"

namespace azure::identity {

absl::StatusOr<std::unique_ptr<ClientAssertionCredential>> ClientAssertionCredential::Create(
    absl::string_view tenant_id, absl::string_view client_id, GetAssertion get_assertion,
    ClientAssertionCredentialOptions options) {
  if (get_assertion == nullptr) {
    return absl::InvalidArgumentError("getAssertion must be a function that returns assertions");
  }
  absl::StatusOr<std::unique_ptr<internal::ConfidentialClient>> client =
      internal::ConfidentialClient::Create(
          {"ClientAssertionCredential", std::string(tenant_id), std::string(client_id),
           std::move(options.additionally_allowed_tenants), options.disable_instance_discovery,
           std::move(options.client)},
          internal::AssertionProof(std::move(get_assertion)));
  if (!client.ok()) return client.status();
  return std::unique_ptr<ClientAssertionCredential>(
      new ClientAssertionCredential(*std::move(client)));
}

ClientAssertionCredential::ClientAssertionCredential(
    std::unique_ptr<internal::ConfidentialClient> client)
    : client_(std::move(client)) {}

ClientAssertionCredential::~ClientAssertionCredential() = default;

absl::StatusOr<AccessToken> ClientAssertionCredential::GetToken(
    const Context& ctx, const TokenRequestOptions& options) {
  return client_->GetToken(ctx, options);
}

}  // namespace azure::identity
