// Authenticates an application, or a user, as environment variables say.
#ifndef IDENTITY_ENVIRONMENT_CREDENTIAL_H_
#define IDENTITY_ENVIRONMENT_CREDENTIAL_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "identity/client_options.h"
#include "identity/token_credential.h"

namespace azure::identity {

// Options of EnvironmentCredential::Create.
struct EnvironmentCredentialOptions {
  // The variables and the certificate file are read through its seams.
  ClientOptions client;

  // Tenants that may be asked beside AZURE_TENANT_ID; "*" allows any. If empty,
  // AZURE_ADDITIONALLY_ALLOWED_TENANTS, separated by ";", counts.
  std::vector<std::string> additionally_allowed_tenants;

  // Trusts the authority without asking login.microsoftonline.com about it: for
  // disconnected and private clouds.
  bool disable_instance_discovery = false;
};

// Reads AZURE_TENANT_ID and AZURE_CLIENT_ID, and the first of these that is there;
// an empty variable counts as none:
//
//   AZURE_CLIENT_SECRET: as ClientSecretCredential
//   AZURE_CLIENT_CERTIFICATE_PATH: as ClientCertificateCredential, with a file that
//     ParseCertificates reads. AZURE_CLIENT_CERTIFICATE_PASSWORD is its password;
//     with AZURE_CLIENT_SEND_CERTIFICATE_CHAIN of "1" or "true" (in any case) all of
//     its certificates are sent.
//   AZURE_USERNAME and AZURE_PASSWORD: as UsernamePasswordCredential, which is
//     deprecated
class EnvironmentCredential : public TokenCredential {
 public:
  // Sends nothing. Variables and file are read here alone. Errors, checked in this
  // order, kInvalidArgument but for a file that cannot be read:
  //   "missing environment variable AZURE_TENANT_ID", or AZURE_CLIENT_ID
  //   "failed to read certificate file "{path}": open {path}: no such file or
  //    directory", or another reason: kNotFound, kPermissionDenied,
  //    kResourceExhausted (over 1 MiB) or kUnavailable
  //   "failed to parse "{path}" due to error "…". This may be due to …": see
  //    ParseCertificates
  //   "no value for AZURE_PASSWORD"
  //   "incomplete environment variable configuration. Only AZURE_TENANT_ID and
  //    AZURE_CLIENT_ID are set"
  //   those of the credential that the variables name
  static absl::StatusOr<std::unique_ptr<EnvironmentCredential>> Create(
      EnvironmentCredentialOptions options = {});

  ~EnvironmentCredential() override;

  // Does what the credential that the variables name does. Its errors, and its log
  // lines, have that one's name.
  absl::StatusOr<AccessToken> GetToken(const Context& ctx,
                                       const TokenRequestOptions& options) override;

 private:
  explicit EnvironmentCredential(std::unique_ptr<TokenCredential> credential);

  const std::unique_ptr<TokenCredential> credential_;
};

}  // namespace azure::identity

#endif  // IDENTITY_ENVIRONMENT_CREDENTIAL_H_
