// Gets tokens for a service on behalf of the user who called this application:
// Microsoft Entra ID's on-behalf-of flow.
#ifndef IDENTITY_ON_BEHALF_OF_CREDENTIAL_H_
#define IDENTITY_ON_BEHALF_OF_CREDENTIAL_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/certificates.h"
#include "identity/client_options.h"
#include "identity/token_credential.h"

namespace azure::identity {

namespace internal {
class ConfidentialClient;
}

// Options of the functions of OnBehalfOfCredential that make one.
struct OnBehalfOfCredentialOptions {
  ClientOptions client;  // what all credentials have

  // Tenants that may be asked beside the credential's own; "*" allows any.
  std::vector<std::string> additionally_allowed_tenants;

  // Trusts the authority without asking login.microsoftonline.com about it: for
  // disconnected and private clouds.
  bool disable_instance_discovery = false;

  // With a certificate only: sends all certificates with each token request, for
  // applications that trust a subject name and issuer instead of one certificate.
  bool send_certificate_chain = false;
};

// For one user: make a credential for each token that users come with. Its tokens
// are shared with no other credential. When the authority gives a refresh token,
// the next token is got with it, even when the user's own has ended.
class OnBehalfOfCredential : public TokenCredential {
 public:
  // Gives an assertion that proves who the application is. Rules as for
  // ClientAssertionCredential::GetAssertion.
  using GetAssertion = std::function<absl::StatusOr<std::string>(const Context&)>;

  // All three send nothing. `user_assertion` is the access token with which the
  // user came: its audience is this application. They differ in how the
  // application proves itself. Errors, all kInvalidArgument, checked in this order:
  //   with a secret:       "secret can't be empty string"
  //   with a certificate:  "key must be an RSA key", or "key doesn't match any
  //                        certificate" (also if there is none)
  //   with assertions:     "getAssertion can't be nil. It must be a function that
  //                        returns client assertions"
  //   "user assertion can't be empty string"
  //   "invalid tenantID. You can locate your tenantID by following …"
  //   "cannot use an authority host without https", or why it does not parse
  //   "invalid region …", of AZURE_REGIONAL_AUTHORITY_NAME
  // As in azidentity, `client_id` is not checked.
  static absl::StatusOr<std::unique_ptr<OnBehalfOfCredential>> CreateWithSecret(
      absl::string_view tenant_id, absl::string_view client_id, absl::string_view user_assertion,
      absl::string_view client_secret, OnBehalfOfCredentialOptions options = {});

  // Errors as those of CreateWithSecret().
  static absl::StatusOr<std::unique_ptr<OnBehalfOfCredential>> CreateWithCertificate(
      absl::string_view tenant_id, absl::string_view client_id, absl::string_view user_assertion,
      const std::vector<std::shared_ptr<const Certificate>>& certificates,
      std::shared_ptr<const PrivateKey> key, OnBehalfOfCredentialOptions options = {});

  // Errors as those of CreateWithSecret().
  static absl::StatusOr<std::unique_ptr<OnBehalfOfCredential>> CreateWithClientAssertions(
      absl::string_view tenant_id, absl::string_view client_id, absl::string_view user_assertion,
      GetAssertion get_assertion, OnBehalfOfCredentialOptions options = {});

  ~OnBehalfOfCredential() override;

  // Errors: kInvalidArgument for a missing scope, a tenant that is not allowed or
  // a key of less than 1024 bits; the callback's, as for
  // ClientAssertionCredential; else as the table in identity/errors.h.
  absl::StatusOr<AccessToken> GetToken(const Context& ctx,
                                       const TokenRequestOptions& options) override;

 private:
  explicit OnBehalfOfCredential(std::unique_ptr<internal::ConfidentialClient> client);

  std::unique_ptr<internal::ConfidentialClient> client_;
};

}  // namespace azure::identity

#endif  // IDENTITY_ON_BEHALF_OF_CREDENTIAL_H_
