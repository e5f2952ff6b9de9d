// Authenticates a user with the browser of this host.
#ifndef IDENTITY_INTERACTIVE_BROWSER_CREDENTIAL_H_
#define IDENTITY_INTERACTIVE_BROWSER_CREDENTIAL_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "identity/authentication_record.h"
#include "identity/client_options.h"
#include "identity/token_credential.h"

namespace azure::identity {

namespace internal {
class PublicClient;
}

// Options of InteractiveBrowserCredential::Create.
struct InteractiveBrowserCredentialOptions {
  ClientOptions client;  // what all credentials have

  // Tenants that may be asked beside the credential's own; "*" allows any.
  std::vector<std::string> additionally_allowed_tenants;

  // Of an earlier Authenticate(): whose cached tokens may be used.
  AuthenticationRecord authentication_record;

  // The application that users sign in to; by default Microsoft's own for
  // developers. Its registration must have the redirect URI "http://localhost".
  std::string client_id;

  // GetToken() never opens a browser: where it would, its error is of the kind
  // kAuthenticationRequired, and the application calls Authenticate() when it suits.
  bool disable_automatic_authentication = false;

  // Trusts the authority without asking login.microsoftonline.com about it: for
  // disconnected and private clouds.
  bool disable_instance_discovery = false;

  // The user's name, which the page then shows already.
  std::string login_hint;

  // "http://localhost:{port}" for an application whose registration names a port;
  // only the port counts. By default any free one.
  std::string redirect_url;

  // The tenant of the users; by default any organization's.
  std::string tenant_id;
};

// Opens the authority's page with xdg-open, x-www-browser or www-browser, and
// listens on loopback, until the answer comes or the context ends: give it a
// deadline, since a user may close the page.
class InteractiveBrowserCredential : public TokenCredential {
 public:
  // Sends nothing. Errors, all kInvalidArgument, checked in this order:
  //   "invalid tenantID. You can locate your tenantID by following …"
  //   "cannot use an authority host without https", or why it does not parse
  static absl::StatusOr<std::unique_ptr<InteractiveBrowserCredential>> Create(
      InteractiveBrowserCredentialOptions options = {});

  ~InteractiveBrowserCredential() override;

  // From the cache, with a refresh token, or by asking the user. Errors:
  // kInvalidArgument for a missing scope or a tenant that is not allowed; else as
  // the table in identity/errors.h.
  absl::StatusOr<AccessToken> GetToken(const Context& ctx,
                                       const TokenRequestOptions& options) override;

  // Asks the user, whatever the cache holds, and tells who that was. Without a
  // scope it asks for Azure Resource Manager's. Errors as of GetToken();
  // kInvalidArgument if the cloud is not a well-known one and `options` name no
  // scope.
  absl::StatusOr<AuthenticationRecord> Authenticate(const Context& ctx,
                                                    const TokenRequestOptions& options = {});

 private:
  explicit InteractiveBrowserCredential(std::unique_ptr<internal::PublicClient> client);

  std::unique_ptr<internal::PublicClient> client_;
};

}  // namespace azure::identity

#endif  // IDENTITY_INTERACTIVE_BROWSER_CREDENTIAL_H_
