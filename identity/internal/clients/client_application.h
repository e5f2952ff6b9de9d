// One registered client of an authority: its metadata, its tokens, its requests.
#ifndef IDENTITY_INTERNAL_CLIENTS_CLIENT_APPLICATION_H_
#define IDENTITY_INTERNAL_CLIENTS_CLIENT_APPLICATION_H_

#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "absl/status/statusor.h"
#include "identity/context.h"
#include "identity/internal/clients/client_core.h"
#include "identity/internal/entra/authority.h"
#include "identity/internal/entra/entra_http.h"
#include "identity/internal/entra/region.h"
#include "identity/internal/entra/token_request.h"
#include "identity/internal/secrets/secret_string.h"
#include "identity/seams/seams.h"
#include "identity/token_credential.h"

namespace azure::identity::internal {

// What an MSAL client is. A credential has two: one whose tokens stand for
// continuous access evaluation and one whose tokens do not, with nothing in
// common, so that neither's tokens are ever taken for the other's.
//
// Safe for use by many threads at once. Sends one request at a time for what is the
// same in tenant, scopes and claims.
class ClientApplication {
 public:
  struct Config {
    std::string client_id;
    ClientProof proof;
    bool instance_discovery = true;
    std::shared_ptr<Region> region;  // may be null
    SecretString user_assertion;     // whom tokens are asked for; "" for the client itself
    std::shared_ptr<TokenCacheStore> store = nullptr;  // may be null
    PersistentTokens::Says says = nullptr;             // of the store; set if there is one
  };

  using Token = ClientCore::Token;

  // `http` must outlive this. `cae`: its tokens stand for continuous access evaluation.
  ClientApplication(std::shared_ptr<const Config> config, bool cae, const EntraHttp* http,
                    const Seams& seams);
  // Waits for an early refresh that runs, which ends at once if the transport and the
  // proof heed their context.
  ~ClientApplication();

  // See CachedTokens.
  bool FindRecent(const TokenRequestOptions& options, AccessToken* token) const {
    return core_.tokens().FindRecent(options, token);
  }

  // A token for `options` from the cache, or else from `authority`; see
  // CachedTokens::Get about when it is refreshed.
  //
  // Errors are finished (see finished_error.h), or without a credential's name in
  // front, with these codes: those of EntraHttp, OpenIdConfigurations and
  // ParseTokenResponse; kInvalidArgument for claims that cannot be sent; what
  // the proof returns; the context's if it ends.
  absl::StatusOr<Token> Acquire(const Context& ctx, const Authority& authority,
                                const TokenRequestOptions& options);

 private:
  class Call;

  absl::StatusOr<Token> Fetch(const Context& ctx, const TokenRequest& request);

  // Makes the form of a request from the claims to send and the proof.
  using MakeForm = std::function<FormFields(absl::string_view claims, FormFields proof)>;
  absl::StatusOr<Token> FetchWith(const Context& ctx, const TokenRequest& request,
                                  const MakeForm& make_form);

  const std::shared_ptr<const Config> config_;  // shared by the credential's two
  ClientCore core_;

  std::mutex mutex_;            // of the following
  SecretString refresh_token_;  // the newest on behalf of the user
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_CLIENTS_CLIENT_APPLICATION_H_
