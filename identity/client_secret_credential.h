// Authenticates an application with a client secret.
#ifndef IDENTITY_CLIENT_SECRET_CREDENTIAL_H_
#define IDENTITY_CLIENT_SECRET_CREDENTIAL_H_

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

// Options of ClientSecretCredential::Create.
struct ClientSecretCredentialOptions {
  ClientOptions client;  // what all credentials have

  // Tenants that may be asked beside the credential's own; "*" allows any.
  std::vector<std::string> additionally_allowed_tenants;

  // Trusts the authority without asking login.microsoftonline.com about it: for
  // disconnected and private clouds.
  bool disable_instance_discovery = false;
};

// An application, by a client secret.
class ClientSecretCredential : public TokenCredential {
 public:
  // Sends nothing. Errors, all kInvalidArgument, checked in this order:
  //   "secret can't be empty string"
  //   "invalid tenantID. You can locate your tenantID by following …"
  //   "cannot use an authority host without https", or why it does not parse
  //   "invalid region …", of AZURE_REGIONAL_AUTHORITY_NAME
  // As in azidentity, `client_id` is not checked.
  static absl::StatusOr<std::unique_ptr<ClientSecretCredential>> Create(
      absl::string_view tenant_id, absl::string_view client_id, absl::string_view client_secret,
      ClientSecretCredentialOptions options = {});

  ~ClientSecretCredential() override;

  // Errors: kInvalidArgument for a missing scope or a tenant that is not
  // allowed; else as the table in identity/errors.h.
  absl::StatusOr<AccessToken> GetToken(const Context& ctx,
                                       const TokenRequestOptions& options) override;

 private:
  explicit ClientSecretCredential(std::unique_ptr<internal::ConfidentialClient> client);

  std::unique_ptr<internal::ConfidentialClient> client_;
};

}  // namespace azure::identity

#endif  // IDENTITY_CLIENT_SECRET_CREDENTIAL_H_
