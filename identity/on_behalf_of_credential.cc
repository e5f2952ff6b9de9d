#include "identity/on_behalf_of_credential.h"

#include <utility>

#include "identity/internal/clients/confidential_client.h"
#include "identity/internal/entra/token_request.h"
#include "identity/internal/proofs/assertion_proof.h"
#include "identity/internal/proofs/signing_certificate.h"

namespace azure::identity {
namespace {

absl::StatusOr<std::unique_ptr<internal::ConfidentialClient>> MakeClient(
    absl::string_view tenant_id, absl::string_view client_id, absl::string_view user_assertion,
    internal::ClientProof proof, OnBehalfOfCredentialOptions options) {
  // azidentity would get a token of the application itself.
  if (user_assertion.empty()) {
    return absl::InvalidArgumentError("user assertion can't be empty string");
  }
  return internal::ConfidentialClient::Create(
      {"OnBehalfOfCredential", std::string(tenant_id), std::string(client_id),
       std::move(options.additionally_allowed_tenants), options.disable_instance_discovery,
       std::move(options.client), user_assertion},
      std::move(proof));
}

}  // namespace

absl::StatusOr<std::unique_ptr<OnBehalfOfCredential>> OnBehalfOfCredential::CreateWithSecret(
    absl::string_view tenant_id, absl::string_view client_id, absl::string_view user_assertion,
    absl::string_view client_secret, OnBehalfOfCredentialOptions options) {
  if (client_secret.empty()) return absl::InvalidArgumentError("secret can't be empty string");
  auto client = MakeClient(tenant_id, client_id, user_assertion,
                           internal::ClientSecret(client_secret), std::move(options));
  if (!client.ok()) return client.status();
  return std::unique_ptr<OnBehalfOfCredential>(new OnBehalfOfCredential(*std::move(client)));
}

absl::StatusOr<std::unique_ptr<OnBehalfOfCredential>> OnBehalfOfCredential::CreateWithCertificate(
    absl::string_view tenant_id, absl::string_view client_id, absl::string_view user_assertion,
    const std::vector<std::shared_ptr<const Certificate>>& certificates,
    std::shared_ptr<const PrivateKey> key, OnBehalfOfCredentialOptions options) {
  auto signer = internal::SigningCertificate::Create(certificates, std::move(key));
  if (!signer.ok()) return signer.status();
  internal::ClientProof proof =
      internal::CertificateProof(*std::move(signer), options.send_certificate_chain,
                                 options.client.seams.clock, options.client.seams.random);
  auto client =
      MakeClient(tenant_id, client_id, user_assertion, std::move(proof), std::move(options));
  if (!client.ok()) return client.status();
  return std::unique_ptr<OnBehalfOfCredential>(new OnBehalfOfCredential(*std::move(client)));
}

absl::StatusOr<std::unique_ptr<OnBehalfOfCredential>>
OnBehalfOfCredential::CreateWithClientAssertions(absl::string_view tenant_id,
                                                 absl::string_view client_id,
                                                 absl::string_view user_assertion,
                                                 GetAssertion get_assertion,
                                                 OnBehalfOfCredentialOptions options) {
  if (get_assertion == nullptr) {
    return absl::InvalidArgumentError(
        "getAssertion can't be nil. It must be a function that returns client assertions");
  }
  auto client = MakeClient(tenant_id, client_id, user_assertion,
                           internal::AssertionProof(std::move(get_assertion)), std::move(options));
  if (!client.ok()) return client.status();
  return std::unique_ptr<OnBehalfOfCredential>(new OnBehalfOfCredential(*std::move(client)));
}

OnBehalfOfCredential::OnBehalfOfCredential(std::unique_ptr<internal::ConfidentialClient> client)
    : client_(std::move(client)) {}

OnBehalfOfCredential::~OnBehalfOfCredential() = default;

absl::StatusOr<AccessToken> OnBehalfOfCredential::GetToken(const Context& ctx,
                                                           const TokenRequestOptions& options) {
  return client_->GetToken(ctx, options);
}

}  // namespace azure::identity
