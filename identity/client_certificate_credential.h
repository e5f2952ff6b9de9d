// Authenticates an application with a certificate.
#ifndef IDENTITY_CLIENT_CERTIFICATE_CREDENTIAL_H_
#define IDENTITY_CLIENT_CERTIFICATE_CREDENTIAL_H_

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

// Options of ClientCertificateCredential::Create.
struct ClientCertificateCredentialOptions {
  ClientOptions client;  // what all credentials have

  // Tenants that may be asked beside the credential's own; "*" allows any.
  std::vector<std::string> additionally_allowed_tenants;

  // Trusts the authority without asking login.microsoftonline.com about it: for
  // disconnected and private clouds.
  bool disable_instance_discovery = false;

  // Sends all certificates with each token request: for applications that trust a
  // subject name and issuer instead of one certificate.
  bool send_certificate_chain = false;
};

// An application, by a certificate and its key.
class ClientCertificateCredential : public TokenCredential {
 public:
  // Sends nothing. `certificates` and `key` are what ParseCertificates gives; null
  // certificates are passed over. Errors, all kInvalidArgument, checked in this
  // order:
  //   "at least one certificate is required"
  //   "key must be an RSA key"
  //   "key doesn't match any certificate"
  //   "invalid tenantID. You can locate your tenantID by following …"
  //   "cannot use an authority host without https", or why it does not parse
  //   "invalid region …", of AZURE_REGIONAL_AUTHORITY_NAME
  // As in azidentity, `client_id` is not checked.
  static absl::StatusOr<std::unique_ptr<ClientCertificateCredential>> Create(
      absl::string_view tenant_id, absl::string_view client_id,
      const std::vector<std::shared_ptr<const Certificate>>& certificates,
      std::shared_ptr<const PrivateKey> key, ClientCertificateCredentialOptions options = {});

  ~ClientCertificateCredential() override;

  // Errors: kInvalidArgument for a missing scope, a tenant that is not allowed or
  // a key of less than 1024 bits; else as the table in identity/errors.h.
  absl::StatusOr<AccessToken> GetToken(const Context& ctx,
                                       const TokenRequestOptions& options) override;

 private:
  explicit ClientCertificateCredential(std::unique_ptr<internal::ConfidentialClient> client);

  std::unique_ptr<internal::ConfidentialClient> client_;
};

}  // namespace azure::identity

#endif  // IDENTITY_CLIENT_CERTIFICATE_CREDENTIAL_H_
