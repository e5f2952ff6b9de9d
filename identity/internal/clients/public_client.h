// What the credentials of users share: everything but how a user signs in.
#ifndef IDENTITY_INTERNAL_CLIENTS_PUBLIC_CLIENT_H_
#define IDENTITY_INTERNAL_CLIENTS_PUBLIC_CLIENT_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "identity/authentication_record.h"
#include "identity/client_options.h"
#include "identity/context.h"
#include "identity/internal/clients/public_application.h"
#include "identity/internal/clients/signed_in_account.h"
#include "identity/internal/entra/entra_http.h"
#include "identity/internal/entra/request_authority.h"
#include "identity/internal/pipeline/credential_log.h"
#include "identity/token_credential.h"

namespace azure::identity::internal {

// The tenant and the application of credentials that are given none: any
// organization's, and Microsoft's own application for signing in developers.
inline constexpr char kOrganizations[] = "organizations";
inline constexpr char kDeveloperSignOnClientId[] = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

struct PublicClientOptions {
  std::string credential;  // the credential's type, such as "DeviceCodeCredential"
  std::string tenant_id;
  std::string client_id;  // not checked, as in azidentity
  std::vector<std::string> additionally_allowed_tenants;
  bool disable_instance_discovery = false;
  ClientOptions client;
  AuthenticationRecord record;  // whom tokens are for; one that names nobody: whoever signs in

  // GetToken() never signs a user in; only Authenticate() does.
  bool disable_automatic_authentication = false;
};

// Safe for use by many threads at once.
class PublicClient {
 public:
  // Errors, all kInvalidArgument, in this order: the tenant, the authority host.
  static absl::StatusOr<std::unique_ptr<PublicClient>> Create(PublicClientOptions options,
                                                              SignIn sign_in);

  // A token from the cache, by a refresh token, or else by signing in. Errors:
  // kInvalidArgument without payload for a missing scope, a tenant that is not
  // allowed, or an authority host that has no place for a tenant; all others have
  // one. kAuthenticationRequired where signing in is disabled.
  absl::StatusOr<AccessToken> GetToken(const Context& ctx, const TokenRequestOptions& options);

  // Signs in, whatever the cache holds. Without a scope it asks for Azure Resource
  // Manager's. Errors as of GetToken(), but never kAuthenticationRequired;
  // kInvalidArgument if there is no scope to ask for.
  absl::StatusOr<AuthenticationRecord> Authenticate(const Context& ctx,
                                                    const TokenRequestOptions& options);

 private:
  PublicClient(const PublicClientOptions& options, const std::string& host, SignIn sign_in);

  absl::StatusOr<AuthenticationRecord> SignInAnew(const Context& ctx, TokenRequestOptions options);
  absl::StatusOr<AccessToken> GetTokenSlowly(const Context& ctx, const TokenRequestOptions& options,
                                             PublicApplication* application);

  // After another account may have signed in.
  void ForgetRecent();

  const std::string credential_;
  const RequestAuthority authority_;
  const std::vector<std::string> default_scopes_;  // none if the cloud is not known
  const bool asks_the_user_;
  const CredentialLog log_;
  const SignIn sign_in_;
  const EntraHttp http_;
  SignedInAccount account_;
  PublicApplication plain_;
  PublicApplication cae_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_CLIENTS_PUBLIC_CLIENT_H_
