#include "identity/azure_pipelines_credential.h"

#include <utility>

#include "identity/internal/clients/confidential_client.h"
#include "identity/internal/entra/tenant.h"
#include "identity/internal/pipeline/defaults.h"
#include "identity/internal/pipeline/pipeline.h"
#include "identity/internal/proofs/assertion_proof.h"
#include "identity/internal/proofs/oidc_request.h"

namespace azure::identity {

absl::StatusOr<std::unique_ptr<AzurePipelinesCredential>> AzurePipelinesCredential::Create(
    absl::string_view tenant_id, absl::string_view client_id,
    absl::string_view service_connection_id, absl::string_view system_access_token,
    AzurePipelinesCredentialOptions options) {
  if (absl::Status status = internal::CheckTenantId(tenant_id); !status.ok()) return status;
  if (client_id.empty()) return absl::InvalidArgumentError("no client ID specified");
  if (service_connection_id.empty()) {
    return absl::InvalidArgumentError("no service connection ID specified");
  }
  if (system_access_token.empty()) {
    return absl::InvalidArgumentError("no system access token specified");
  }
  ClientOptions& client_options = options.client;
  const Seams& seams = client_options.seams;
  const std::string uri = seams.environment->GetOrEmpty("SYSTEM_OIDCREQUESTURI");
  if (uri.empty()) {
    return absl::InvalidArgumentError(
        "no value for environment variable SYSTEM_OIDCREQUESTURI. This should be set by Azure "
        "Pipelines");
  }
  // Both hosts are asked through one transport; the two headers help Azure DevOps
  // to find a request that failed.
  client_options.transport = internal::TransportOf(client_options);
  for (const char* name : {"x-msedge-ref", "x-vss-e2eid"}) {
    client_options.logging.allowed_headers.emplace_back(name);
  }
  const auto request = std::make_shared<const internal::OidcRequest>(
      uri, std::string(service_connection_id), system_access_token,
      internal::NewPipeline(client_options));
  absl::StatusOr<std::unique_ptr<internal::ConfidentialClient>> client =
      internal::ConfidentialClient::Create(
          {"AzurePipelinesCredential", std::string(tenant_id), std::string(client_id),
           std::move(options.additionally_allowed_tenants), options.disable_instance_discovery,
           std::move(client_options)},
          internal::AssertionProof([request](const Context& ctx) { return request->Send(ctx); }));
  if (!client.ok()) return client.status();
  return std::unique_ptr<AzurePipelinesCredential>(
      new AzurePipelinesCredential(*std::move(client)));
}

AzurePipelinesCredential::AzurePipelinesCredential(
    std::unique_ptr<internal::ConfidentialClient> client)
    : client_(std::move(client)) {}

AzurePipelinesCredential::~AzurePipelinesCredential() = default;

absl::StatusOr<AccessToken> AzurePipelinesCredential::GetToken(const Context& ctx,
                                                               const TokenRequestOptions& options) {
  return client_->GetToken(ctx, options);
}

}  // namespace azure::identity
