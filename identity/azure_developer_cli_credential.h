// Authenticates as who is signed in to the Azure Developer CLI.
#ifndef IDENTITY_AZURE_DEVELOPER_CLI_CREDENTIAL_H_
#define IDENTITY_AZURE_DEVELOPER_CLI_CREDENTIAL_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "identity/client_options.h"
#include "identity/token_credential.h"

namespace azure::identity {

namespace internal {
class DeveloperToolClient;
}

// Options of AzureDeveloperCLICredential::Create.
struct AzureDeveloperCLICredentialOptions {
  // Of these the logger and the seams count: the Azure Developer CLI asks Entra ID itself.
  ClientOptions client;

  // Tenants that tokens may be asked of beside `tenant_id`; "*" allows any. Of no effect
  // if `tenant_id` is empty, since then all are allowed.
  std::vector<std::string> additionally_allowed_tenants = {};

  // Empty for the tool's default, most often the home tenant of who is signed in.
  std::string tenant_id = {};
};

// For a developer's machine. Runs `azd auth token`
// for every token: the tool has a cache, this credential has none. Safe for use by many
// threads at once, of which one at a time runs the tool.
class AzureDeveloperCLICredential : public TokenCredential {
 public:
  // Runs nothing. Errors: kInvalidArgument for a malformed tenant ("invalid tenantID. …").
  static absl::StatusOr<std::unique_ptr<AzureDeveloperCLICredential>> Create(
      AzureDeveloperCLICredentialOptions options = {});

  ~AzureDeveloperCLICredential() override;

  // The tool has as long as `ctx` has, and 10 s if that has no deadline.
  //
  // Errors, beside those of the table in identity/errors.h:
  //   kFailedPrecondition, unavailable: "executable not found on path"
  //   kUnavailable: what the tool wrote to standard error; "exit status 3" if that is
  //     nothing; "signal: killed" if it took too long; "the tool printed no token"
  //   kInvalidArgument: no scope; a tenant that is malformed or not allowed;
  //     a scope with other characters than letters, digits and . - _ / :; what the tool
  //     printed is not its JSON ("unexpected end of JSON input")
  // Claims need version 1.18.1. If the tool fails with them, the text has the command with
  // which a user signs in again.
  absl::StatusOr<AccessToken> GetToken(const Context& ctx,
                                       const TokenRequestOptions& options) override;

 private:
  explicit AzureDeveloperCLICredential(std::unique_ptr<internal::DeveloperToolClient> client);

  std::unique_ptr<internal::DeveloperToolClient> client_;
};

}  // namespace azure::identity

#endif  // IDENTITY_AZURE_DEVELOPER_CLI_CREDENTIAL_H_
