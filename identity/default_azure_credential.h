// The credential to begin with: it finds out where the application runs.
#ifndef IDENTITY_DEFAULT_AZURE_CREDENTIAL_H_
#define IDENTITY_DEFAULT_AZURE_CREDENTIAL_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "identity/client_options.h"
#include "identity/token_credential.h"

namespace azure::identity {

namespace internal {
class SourceChain;
}

// Options of DefaultAzureCredential::Create.
struct DefaultAzureCredentialOptions {
  // For all sources. Those that run a tool of the developer's use its logger and
  // seams alone.
  ClientOptions client;

  // Tenants that may be asked beside the source's own; "*" allows any. If empty,
  // AZURE_ADDITIONALLY_ALLOWED_TENANTS, separated by ";", counts.
  std::vector<std::string> additionally_allowed_tenants;

  // Trusts the authority without asking login.microsoftonline.com about it: for
  // disconnected and private clouds.
  bool disable_instance_discovery = false;

  // Whether AZURE_TOKEN_CREDENTIALS must be set.
  bool require_azure_token_credentials = false;

  // The tenant of workload identity and of the developer's tools. If empty, the
  // variable AZURE_TENANT_ID for the one, and whatever the tool says for the others.
  std::string tenant_id;
};

// Tries these in turn; the first that has a token is the only one from then on:
//
//   EnvironmentCredential
//   WorkloadIdentityCredential
//   ManagedIdentityCredential, of the identity that AZURE_CLIENT_ID names, if it is set
//   AzureCLICredential
//   AzureDeveloperCLICredential
//   AzurePowerShellCredential
//
// AZURE_TOKEN_CREDENTIALS selects some: "prod" the first three, "dev" the last three,
// a name (in any case) that one. In production say which: then no other is tried.
class DefaultAzureCredential : public TokenCredential {
 public:
  // Sends nothing. Environment and certificate file are read here alone, but for what
  // ManagedIdentityCredential reads. A source that cannot be made is unavailable, for
  // the reason that its own Create() gives, which the log has too. Errors, both
  // kInvalidArgument:
  //   "invalid AZURE_TOKEN_CREDENTIALS value "…". Valid values are …", also if it is
  //    set to nothing
  //   "AZURE_TOKEN_CREDENTIALS must be set when RequireAzureTokenCredentials is true.
  //    See …"
  static absl::StatusOr<std::unique_ptr<DefaultAzureCredential>> Create(
      DefaultAzureCredentialOptions options = {});

  ~DefaultAzureCredential() override;

  // As ChainedTokenCredential::GetToken, which lists the errors. If there are other
  // sources, a metadata service must answer a first request within one second, or
  // this machine has no managed identity. Whatever a developer's tool says makes it
  // unavailable; a refusal of the other sources ends the chain.
  absl::StatusOr<AccessToken> GetToken(const Context& ctx,
                                       const TokenRequestOptions& options) override;

 private:
  explicit DefaultAzureCredential(std::unique_ptr<internal::SourceChain> chain);

  const std::unique_ptr<internal::SourceChain> chain_;
};

}  // namespace azure::identity

#endif  // IDENTITY_DEFAULT_AZURE_CREDENTIAL_H_
