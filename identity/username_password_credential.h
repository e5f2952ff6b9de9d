// Authenticates a user with a password that the application knows.
#ifndef IDENTITY_USERNAME_PASSWORD_CREDENTIAL_H_
#define IDENTITY_USERNAME_PASSWORD_CREDENTIAL_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/authentication_record.h"
#include "identity/client_options.h"
#include "identity/token_credential.h"

namespace azure::identity {

namespace internal {
class PublicClient;
}

// Options of UsernamePasswordCredential::Create.
struct UsernamePasswordCredentialOptions {
  ClientOptions client;  // what all credentials have

  // Tenants that may be asked beside the credential's own; "*" allows any.
  std::vector<std::string> additionally_allowed_tenants;

  // Of an earlier Authenticate(): whose cached tokens may be used.
  AuthenticationRecord authentication_record;

  // Trusts the authority without asking login.microsoftonline.com about it: for
  // disconnected and private clouds.
  bool disable_instance_discovery = false;
};

// Deprecated, as in azidentity: it cannot do multifactor authentication, which
// Entra ID requires of most users, and the application sees the password. Use
// another credential. Accounts that are federated with a server of their
// organization are not supported.
class UsernamePasswordCredential : public TokenCredential {
 public:
  // Sends nothing. Errors, all kInvalidArgument, checked in this order:
  //   "invalid tenantID. You can locate your tenantID by following …"
  //   "cannot use an authority host without https", or why it does not parse
  // As in azidentity, nothing else is checked.
  [[deprecated(
      "Entra ID requires multifactor authentication; use another credential")]] static absl::
      StatusOr<std::unique_ptr<UsernamePasswordCredential>>
      Create(absl::string_view tenant_id, absl::string_view client_id, absl::string_view username,
             absl::string_view password, UsernamePasswordCredentialOptions options = {});

  ~UsernamePasswordCredential() override;

  // From the cache, with a refresh token, or with the password. Errors:
  // kInvalidArgument for a missing scope or a tenant that is not allowed;
  // kUnimplemented for a federated account; else as the table in identity/errors.h.
  absl::StatusOr<AccessToken> GetToken(const Context& ctx,
                                       const TokenRequestOptions& options) override;

  // Sends the password, whatever the cache holds, and tells whose it is. Without
  // a scope it asks for Azure Resource Manager's. Errors as of GetToken();
  // kInvalidArgument if the cloud is not a well-known one and `options` name no
  // scope.
  absl::StatusOr<AuthenticationRecord> Authenticate(const Context& ctx,
                                                    const TokenRequestOptions& options = {});

 private:
  explicit UsernamePasswordCredential(std::unique_ptr<internal::PublicClient> client);

  std::unique_ptr<internal::PublicClient> client_;
};

}  // namespace azure::identity

#endif  // IDENTITY_USERNAME_PASSWORD_CREDENTIAL_H_
