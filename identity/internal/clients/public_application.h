// One registered client of an authority that users sign in to.
#ifndef IDENTITY_INTERNAL_CLIENTS_PUBLIC_APPLICATION_H_
#define IDENTITY_INTERNAL_CLIENTS_PUBLIC_APPLICATION_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "identity/authentication_record.h"
#include "identity/context.h"
#include "identity/internal/cache/context_lock.h"
#include "identity/internal/cache/refresh_tokens.h"
#include "identity/internal/clients/client_core.h"
#include "identity/internal/clients/signed_in_account.h"
#include "identity/internal/entra/authority.h"
#include "identity/internal/entra/entra_http.h"
#include "identity/internal/entra/token_response.h"
#include "identity/internal/secrets/secret_string.h"
#include "identity/seams/seams.h"
#include "identity/token_credential.h"

namespace azure::identity::internal {

// Gets a token by other means than the cache and a refresh token: asks the user,
// or sends what it knows of the user. Never called by two threads at once for the
// same client. Errors as for PublicApplication::Acquire.
using SignIn =
    std::function<absl::StatusOr<TokenResponse>(const Context&, ClientCore&, const TokenRequest&)>;

// Told of a token before it is returned; of a new one, while nobody else asks, so
// that what it writes comes before what the next one does.
using Acquired = std::function<void(const CachedToken&)>;

// The twin of ClientApplication for users. Safe for use by many threads at once;
// one of them signs in at a time, whatever for.
class PublicApplication {
 public:
  using Token = ClientCore::Token;

  // `http` and `account`, which may be shared with other clients, must outlive
  // this.
  PublicApplication(ClientCore::Config config, const EntraHttp* http, const Seams& seams,
                    SignedInAccount* account);
  // Waits for an early refresh that runs, which ends at once if the transport heeds its
  // context.
  ~PublicApplication();

  // See CachedTokens.
  bool FindRecent(const TokenRequestOptions& options, AccessToken* token) const {
    return core_.tokens().FindRecent(options, token);
  }
  void ForgetRecent() { core_.tokens().ForgetRecent(); }

  // A token of the account that signed in: from the cache, or by its refresh
  // token. If there is neither, or the refresh fails, what `sign_in` gets; but nobody
  // signs in while there is a good token. See CachedTokens::Get.
  //
  // Errors are finished (see finished_error.h), or without a credential's name in
  // front, with the codes of ClientApplication::Acquire.
  absl::StatusOr<Token> Acquire(const Context& ctx, const Authority& authority,
                                const TokenRequestOptions& options, const SignIn& sign_in,
                                const Acquired& acquired);

  // Who signed in with `sign_in`, which is asked in any case. Errors likewise.
  absl::StatusOr<AuthenticationRecord> SignInAnew(const Context& ctx, const Authority& authority,
                                                  const TokenRequestOptions& options,
                                                  const SignIn& sign_in, const Acquired& acquired);

 private:
  class Call;

  RefreshTokens::Key RefreshKey(const TokenRequest& request,
                                const std::string& home_account_id) const;
  absl::StatusOr<TokenResponse> Refresh(const Context& ctx, const TokenRequest& request,
                                        const SecretString& refresh_token);
  // Take in what came. Of a sign-in `record` says whose it is.
  absl::StatusOr<Token> KeepSignIn(const TokenRequest& request,
                                   absl::StatusOr<TokenResponse> response,
                                   AuthenticationRecord* record);
  absl::StatusOr<Token> KeepRefresh(const TokenRequest& request, const std::string& home_account_id,
                                    absl::StatusOr<TokenResponse> response);
  absl::StatusOr<Token> KeepTokens(const TokenRequest& request, const std::string& home_account_id,
                                   TokenResponse response);

  ClientCore core_;
  SignedInAccount* const account_;
  RefreshTokens refresh_tokens_;
  ContextLock sign_in_turn_;  // there is one user to ask
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_CLIENTS_PUBLIC_APPLICATION_H_
