#include "identity/client_certificate_credential.h"

#include <utility>

#include "identity/internal/clients/confidential_client.h"
#include "identity/internal/proofs/assertion_proof.h"
#include "identity/internal/proofs/signing_certificate.h"

namespace azure::identity {

absl::StatusOr<std::unique_ptr<ClientCertificateCredential>> ClientCertificateCredential::Create(
    absl::string_view tenant_id, absl::string_view client_id,
    const std::vector<std::shared_ptr<const Certificate>>& certificates,
    std::shared_ptr<const PrivateKey> key, ClientCertificateCredentialOptions options) {
  if (certificates.empty()) {
    return absl::InvalidArgumentError("at least one certificate is required");
  }
  auto signer = internal::SigningCertificate::Create(certificates, std::move(key));
  if (!signer.ok()) return signer.status();
  internal::ClientProof proof =
      internal::CertificateProof(*std::move(signer), options.send_certificate_chain,
                                 options.client.seams.clock, options.client.seams.random);
  absl::StatusOr<std::unique_ptr<internal::ConfidentialClient>> client =
      internal::ConfidentialClient::Create(
          {"ClientCertificateCredential", std::string(tenant_id), std::string(client_id),
           std::move(options.additionally_allowed_tenants), options.disable_instance_discovery,
           std::move(options.client)},
          std::move(proof));
  if (!client.ok()) return client.status();
  return std::unique_ptr<ClientCertificateCredential>(
      new ClientCertificateCredential(*std::move(client)));
}

ClientCertificateCredential::ClientCertificateCredential(
    std::unique_ptr<internal::ConfidentialClient> client)
    : client_(std::move(client)) {}

ClientCertificateCredential::~ClientCertificateCredential() = default;

absl::StatusOr<AccessToken> ClientCertificateCredential::GetToken(
    const Context& ctx, const TokenRequestOptions& options) {
  return client_->GetToken(ctx, options);
}

}  // namespace azure::identity
