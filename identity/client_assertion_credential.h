// Authenticates an application with assertions that a callback gives: tokens of
// another issuer that Microsoft Entra ID trusts, say.
#ifndef IDENTITY_CLIENT_ASSERTION_CREDENTIAL_H_
#define IDENTITY_CLIENT_ASSERTION_CREDENTIAL_H_

#include <functional>
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

// Options of ClientAssertionCredential::Create.
struct ClientAssertionCredentialOptions {
  ClientOptions client;  // what all credentials have

  // Tenants that may be asked beside the credential's own; "*" allows any.
  std::vector<std::string> additionally_allowed_tenants;

  // Trusts the authority without asking login.microsoftonline.com about it: for
  // disconnected and private clouds.
  bool disable_instance_discovery = false;
};

// An application, by assertions that a callback gives.
class ClientAssertionCredential : public TokenCredential {
 public:
  // Gives an assertion, sent as it is. Called once for each token request, never
  // for a token from the cache; maybe by several threads at once. It gets the
  // context of the GetToken call and must heed it. Must not throw.
  using GetAssertion = std::function<absl::StatusOr<std::string>(const Context&)>;

  // Sends nothing. Errors, all kInvalidArgument, checked in this order:
  //   "getAssertion must be a function that returns assertions"
  //   "invalid tenantID. You can locate your tenantID by following …"
  //   "cannot use an authority host without https", or why it does not parse
  //   "invalid region …", of AZURE_REGIONAL_AUTHORITY_NAME
  // As in azidentity, `client_id` is not checked.
  static absl::StatusOr<std::unique_ptr<ClientAssertionCredential>> Create(
      absl::string_view tenant_id, absl::string_view client_id, GetAssertion get_assertion,
      ClientAssertionCredentialOptions options = {});

  ~ClientAssertionCredential() override;

  // Errors: kInvalidArgument for a missing scope or a tenant that is not allowed;
  // the callback's, with its code, as "ClientAssertionCredential: {text}" unless it
  // is one of this library's (it has an ErrorDetails payload), which stays as it
  // is; else as the table in identity/errors.h.
  absl::StatusOr<AccessToken> GetToken(const Context& ctx,
                                       const TokenRequestOptions& options) override;

 private:
  explicit ClientAssertionCredential(std::unique_ptr<internal::ConfidentialClient> client);

  std::unique_ptr<internal::ConfidentialClient> client_;
};

}  // namespace azure::identity

#endif  // IDENTITY_CLIENT_ASSERTION_CREDENTIAL_H_
