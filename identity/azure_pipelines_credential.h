// Authenticates an Azure Pipelines job by its service connection (workload
// identity federation).
#ifndef IDENTITY_AZURE_PIPELINES_CREDENTIAL_H_
#define IDENTITY_AZURE_PIPELINES_CREDENTIAL_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/client_options.h"
#include "identity/token_credential.h"

namespace azure::identity {

namespace internal {
class ConfidentialClient;
}

// Options of AzurePipelinesCredential::Create.
struct AzurePipelinesCredentialOptions {
  ClientOptions client;  // what all credentials have

  // Tenants that may be asked beside the credential's own; "*" allows any.
  std::vector<std::string> additionally_allowed_tenants;

  // Trusts the authority without asking login.microsoftonline.com about it: for
  // disconnected and private clouds.
  bool disable_instance_discovery = false;
};

// An application, by the service connection of an Azure Pipelines job.
class AzurePipelinesCredential : public TokenCredential {
 public:
  // Sends nothing. `tenant_id` and `client_id` are the service principal's that is
  // federated with the service connection, `service_connection_id` is the
  // "resourceId" in the URL of the connection's page, and `system_access_token` is
  // the pipeline's variable System.AccessToken, good for as long as the job runs.
  //
  // Errors, all kInvalidArgument, checked in this order:
  //   "invalid tenantID. You can locate your tenantID by following …"
  //   "no client ID specified"
  //   "no service connection ID specified"
  //   "no system access token specified"
  //   "no value for environment variable SYSTEM_OIDCREQUESTURI. This should be set
  //    by Azure Pipelines"
  //   "cannot use an authority host without https", or why it does not parse
  //   "invalid region …", of AZURE_REGIONAL_AUTHORITY_NAME
  static absl::StatusOr<std::unique_ptr<AzurePipelinesCredential>> Create(
      absl::string_view tenant_id, absl::string_view client_id,
      absl::string_view service_connection_id, absl::string_view system_access_token,
      AzurePipelinesCredentialOptions options = {});

  ~AzurePipelinesCredential() override;

  // Each token is got in two steps: the pipeline's OIDC endpoint gives a token for
  // the connection, and the authority trades it. Errors: kInvalidArgument for a
  // missing scope or a tenant that is not allowed; kUnauthenticated with the
  // endpoint's response, unless its status is 200:
  //   401 Unauthorized response from the OIDC endpoint. Check service connection
  //   ID and Pipeline configuration.
  // else as the table in identity/errors.h.
  absl::StatusOr<AccessToken> GetToken(const Context& ctx,
                                       const TokenRequestOptions& options) override;

 private:
  explicit AzurePipelinesCredential(std::unique_ptr<internal::ConfidentialClient> client);

  std::unique_ptr<internal::ConfidentialClient> client_;
};

}  // namespace azure::identity

#endif  // IDENTITY_AZURE_PIPELINES_CREDENTIAL_H_
