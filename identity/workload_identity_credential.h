// Authenticates a Kubernetes pod by its service account token (Azure workload
// identity).
#ifndef IDENTITY_WORKLOAD_IDENTITY_CREDENTIAL_H_
#define IDENTITY_WORKLOAD_IDENTITY_CREDENTIAL_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "identity/client_options.h"
#include "identity/token_credential.h"

namespace azure::identity {

namespace internal {
class ConfidentialClient;
class FederatedTokenFile;
}  // namespace internal

// Options of WorkloadIdentityCredential::Create.
struct WorkloadIdentityCredentialOptions {
  ClientOptions client;  // what all credentials have

  // Tenants that may be asked beside the credential's own; "*" allows any.
  std::vector<std::string> additionally_allowed_tenants;

  // Trusts the authority without asking login.microsoftonline.com about it: for
  // disconnected and private clouds.
  bool disable_instance_discovery = false;

  // Each defaults to an environment variable, which the webhook of Azure workload
  // identity sets: AZURE_CLIENT_ID, AZURE_TENANT_ID, AZURE_FEDERATED_TOKEN_FILE.
  std::string client_id;
  std::string tenant_id;
  std::string token_file_path;

  // Asks the token proxy of an AKS identity binding in the authority's place, if
  // AZURE_KUBERNETES_TOKEN_PROXY names one. Then `client.transport` only serves
  // to detect the region. The proxy's other variables are
  // AZURE_KUBERNETES_CA_FILE or AZURE_KUBERNETES_CA_DATA, and
  // AZURE_KUBERNETES_SNI_NAME.
  bool enable_azure_proxy = false;
};

// An application, by the token file of a Kubernetes pod.
class WorkloadIdentityCredential : public TokenCredential {
 public:
  // Sends nothing, and does not read the token file. The environment is read here
  // alone; an empty variable counts as none. Errors, all kInvalidArgument but for
  // a CA file that cannot be read, checked in this order:
  //   "no client ID specified. Check pod configuration or set ClientID in the
  //    options"
  //   "no token file specified. Check pod configuration or set TokenFilePath in
  //    the options"
  //   "no tenant ID specified. Check pod configuration or set TenantID in the
  //    options"
  //   with enable_azure_proxy, what is wrong with the proxy's variables: see
  //    internal/token_proxy.h
  //   "invalid tenantID. You can locate your tenantID by following …"
  //   "cannot use an authority host without https", or why it does not parse
  //   "invalid region …", of AZURE_REGIONAL_AUTHORITY_NAME
  static absl::StatusOr<std::unique_ptr<WorkloadIdentityCredential>> Create(
      WorkloadIdentityCredentialOptions options = {});

  ~WorkloadIdentityCredential() override;

  // The file's content is sent as it is; it is read at most every ten minutes, and
  // again after a failure.
  // Errors: kInvalidArgument for a missing scope or a tenant that is not allowed;
  // kNotFound, kPermissionDenied or kUnavailable for a file that cannot be read
  // ("WorkloadIdentityCredential: open {path}: no such file or directory. …");
  // else as the table in identity/errors.h.
  absl::StatusOr<AccessToken> GetToken(const Context& ctx,
                                       const TokenRequestOptions& options) override;

 private:
  WorkloadIdentityCredential(std::unique_ptr<internal::ConfidentialClient> client,
                             std::shared_ptr<internal::FederatedTokenFile> file);

  std::unique_ptr<internal::ConfidentialClient> client_;
  const std::shared_ptr<internal::FederatedTokenFile> file_;
};

}  // namespace azure::identity

#endif  // IDENTITY_WORKLOAD_IDENTITY_CREDENTIAL_H_
