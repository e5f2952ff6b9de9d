#include "identity/workload_identity_credential.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "identity/internal/clients/confidential_client.h"
#include "identity/internal/pipeline/defaults.h"
#include "identity/internal/proofs/assertion_proof.h"
#include "identity/internal/proofs/federated_token_file.h"
#include "identity/internal/proofs/token_proxy.h"
#include "identity/transport/curl_transport.h"

namespace azure::identity {
namespace {

// Fills what the options leave out from the environment.
absl::Status Complete(WorkloadIdentityCredentialOptions& options) {
  const struct {
    std::string* value;
    const char* variable;
    const char* what;
    const char* option;
  } kSettings[] = {
      {&options.client_id, "AZURE_CLIENT_ID", "client ID", "ClientID"},
      {&options.token_file_path, "AZURE_FEDERATED_TOKEN_FILE", "token file", "TokenFilePath"},
      {&options.tenant_id, "AZURE_TENANT_ID", "tenant ID", "TenantID"},
  };
  for (const auto& setting : kSettings) {
    if (!setting.value->empty()) continue;
    *setting.value = options.client.seams.environment->GetOrEmpty(setting.variable);
    if (!setting.value->empty()) continue;
    return absl::InvalidArgumentError(absl::StrCat("no ", setting.what,
                                                   " specified. Check pod configuration or set ",
                                                   setting.option, " in the options"));
  }
  return absl::OkStatus();
}

// Null if no proxy is wanted.
absl::StatusOr<std::shared_ptr<HttpTransport>> Proxy(
    const WorkloadIdentityCredentialOptions& options) {
  if (!options.enable_azure_proxy) return nullptr;
  const Seams& seams = options.client.seams;
  return internal::TokenProxy::Configured(
      *seams.environment, seams.files,
      [clock = seams.clock, environment = seams.environment](CurlTransportOptions transport) {
        return NewCurlTransport(std::move(transport), clock, environment);
      });
}

}  // namespace

absl::StatusOr<std::unique_ptr<WorkloadIdentityCredential>> WorkloadIdentityCredential::Create(
    WorkloadIdentityCredentialOptions options) {
  if (absl::Status status = Complete(options); !status.ok()) return status;
  absl::StatusOr<std::shared_ptr<HttpTransport>> proxy = Proxy(options);
  if (!proxy.ok()) return proxy.status();

  ClientOptions& client_options = options.client;
  const Seams& seams = client_options.seams;
  std::shared_ptr<HttpTransport> direct = client_options.transport;
  if (*proxy != nullptr) {
    if (direct == nullptr) direct = internal::TransportOf(client_options);
    client_options.transport = *std::move(proxy);
  }
  const auto file = std::make_shared<internal::FederatedTokenFile>(
      std::move(options.token_file_path), seams.files, seams.clock);
  absl::StatusOr<std::unique_ptr<internal::ConfidentialClient>> client =
      internal::ConfidentialClient::Create(
          {"WorkloadIdentityCredential", std::move(options.tenant_id), std::move(options.client_id),
           std::move(options.additionally_allowed_tenants), options.disable_instance_discovery,
           std::move(client_options), /*user_assertion=*/{}, std::move(direct)},
          internal::AssertionProof([file](const Context&) { return file->Read(); }));
  if (!client.ok()) return client.status();
  return std::unique_ptr<WorkloadIdentityCredential>(
      new WorkloadIdentityCredential(*std::move(client), file));
}

WorkloadIdentityCredential::WorkloadIdentityCredential(
    std::unique_ptr<internal::ConfidentialClient> client,
    std::shared_ptr<internal::FederatedTokenFile> file)
    : client_(std::move(client)), file_(std::move(file)) {}

WorkloadIdentityCredential::~WorkloadIdentityCredential() = default;

absl::StatusOr<AccessToken> WorkloadIdentityCredential::GetToken(
    const Context& ctx, const TokenRequestOptions& options) {
  absl::StatusOr<AccessToken> token = client_->GetToken(ctx, options);
  if (!token.ok()) file_->Forget();
  return token;
}

}  // namespace azure::identity
