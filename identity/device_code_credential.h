// Authenticates a user on another device: one with a browser.
#ifndef IDENTITY_DEVICE_CODE_CREDENTIAL_H_
#define IDENTITY_DEVICE_CODE_CREDENTIAL_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "identity/authentication_record.h"
#include "identity/client_options.h"
#include "identity/device_code_message.h"
#include "identity/token_credential.h"

namespace azure::identity {

namespace internal {
class PublicClient;
}

// Options of DeviceCodeCredential::Create.
struct DeviceCodeCredentialOptions {
  ClientOptions client;  // what all credentials have

  // Tenants that may be asked beside the credential's own; "*" allows any.
  std::vector<std::string> additionally_allowed_tenants;

  // Of an earlier Authenticate(): whose cached tokens may be used.
  AuthenticationRecord authentication_record;

  // The application that users sign in to; by default Microsoft's own for
  // developers. Its registration must allow public client flows.
  std::string client_id;

  // GetToken() never asks the user: where it would, its error is of the kind
  // kAuthenticationRequired, and the application calls Authenticate() when it suits.
  bool disable_automatic_authentication = false;

  // Trusts the authority without asking login.microsoftonline.com about it: for
  // disconnected and private clouds.
  bool disable_instance_discovery = false;

  // The tenant of the users; by default any organization's.
  std::string tenant_id;

  // Shows the user where to sign in and with which code, and returns at once; an
  // error ends the authentication. By default the message is printed to standard
  // output. Not called by two threads at once for the same kind of token.
  std::function<absl::Status(const Context&, const DeviceCodeMessage&)> user_prompt;
};

// Waits until the user has signed in, the code has ended (in 15 minutes, by
// default), or the context has.
class DeviceCodeCredential : public TokenCredential {
 public:
  // Sends nothing. Errors, all kInvalidArgument, checked in this order:
  //   "invalid tenantID. You can locate your tenantID by following …"
  //   "cannot use an authority host without https", or why it does not parse
  static absl::StatusOr<std::unique_ptr<DeviceCodeCredential>> Create(
      DeviceCodeCredentialOptions options = {});

  ~DeviceCodeCredential() override;

  // From the cache, with a refresh token, or by asking the user. Errors:
  // kInvalidArgument for a missing scope or a tenant that is not allowed; else as
  // the table in identity/errors.h. What fails before the user is asked has a text
  // without the credential's name, as in azidentity.
  absl::StatusOr<AccessToken> GetToken(const Context& ctx,
                                       const TokenRequestOptions& options) override;

  // Asks the user, whatever the cache holds, and tells who that was. Without a
  // scope it asks for Azure Resource Manager's. Errors as of GetToken();
  // kInvalidArgument if the cloud is not a well-known one and `options` name no
  // scope.
  absl::StatusOr<AuthenticationRecord> Authenticate(const Context& ctx,
                                                    const TokenRequestOptions& options = {});

 private:
  explicit DeviceCodeCredential(std::unique_ptr<internal::PublicClient> client);

  std::unique_ptr<internal::PublicClient> client_;
};

}  // namespace azure::identity

#endif  // IDENTITY_DEVICE_CODE_CREDENTIAL_H_
