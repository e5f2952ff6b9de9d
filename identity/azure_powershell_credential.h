// Authenticates as who is signed in to Azure PowerShell.
#ifndef IDENTITY_AZURE_POWERSHELL_CREDENTIAL_H_
#define IDENTITY_AZURE_POWERSHELL_CREDENTIAL_H_

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

// Options of AzurePowerShellCredential::Create.
struct AzurePowerShellCredentialOptions {
  // Of these the logger and the seams count: Azure PowerShell asks Entra ID itself.
  ClientOptions client;

  // Tenants that tokens may be asked of beside `tenant_id`; "*" allows any. Of no effect
  // if `tenant_id` is empty, since then all are allowed.
  std::vector<std::string> additionally_allowed_tenants = {};

  // Empty for the tool's default, most often the home tenant of who is signed in.
  std::string tenant_id = {};
};

// For a developer's machine. Runs PowerShell's Get-AzAccessToken, of the
// module Az.Accounts 2.2.0 or newer, for every token: the tool has a cache, this credential has
// none. Safe for use by many threads at once, of which one at a time runs the tool.
class AzurePowerShellCredential : public TokenCredential {
 public:
  // Runs nothing. Errors: kInvalidArgument for a malformed tenant ("invalid tenantID. …").
  static absl::StatusOr<std::unique_ptr<AzurePowerShellCredential>> Create(
      AzurePowerShellCredentialOptions options = {});

  ~AzurePowerShellCredential() override;

  // The tool has as long as `ctx` has, and 10 s if that has no deadline.
  //
  // Errors, beside those of the table in identity/errors.h:
  //   kFailedPrecondition, unavailable: "executable not found on path"
  //   kUnavailable: what the tool wrote to standard error; "exit status 3" if that is
  //     nothing; "signal: killed" if it took too long; "the tool printed no token"
  //   kInvalidArgument: not exactly one scope; a tenant that is malformed or not allowed;
  //     a scope with other characters than letters, digits and . - _ / :; what the tool
  //     printed is not its JSON ("unexpected end of JSON input"); claims, for
  //     which a user must sign in again: the text has the command
  absl::StatusOr<AccessToken> GetToken(const Context& ctx,
                                       const TokenRequestOptions& options) override;

 private:
  explicit AzurePowerShellCredential(std::unique_ptr<internal::DeveloperToolClient> client);

  std::unique_ptr<internal::DeveloperToolClient> client_;
};

}  // namespace azure::identity

#endif  // IDENTITY_AZURE_POWERSHELL_CREDENTIAL_H_
