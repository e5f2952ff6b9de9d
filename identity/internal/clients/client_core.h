// What the clients of applications and of users share: what is known of the
// authority, the tokens, and the request that brings one.
#ifndef IDENTITY_INTERNAL_CLIENTS_CLIENT_CORE_H_
#define IDENTITY_INTERNAL_CLIENTS_CLIENT_CORE_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/context.h"
#include "identity/internal/cache/cached_tokens.h"
#include "identity/internal/cache/keyed_locks.h"
#include "identity/internal/cache/persistent_tokens.h"
#include "identity/internal/cache/refresh_tokens.h"
#include "identity/internal/cache/token_cache.h"
#include "identity/internal/entra/authority.h"
#include "identity/internal/entra/entra_http.h"
#include "identity/internal/entra/instance_discovery.h"
#include "identity/internal/entra/openid_configuration.h"
#include "identity/internal/entra/region.h"
#include "identity/internal/entra/token_request.h"
#include "identity/internal/entra/token_response.h"
#include "identity/seams/seams.h"

namespace azure::identity::internal {

// What a token is asked for.
struct TokenRequest {
  Authority authority;
  std::vector<std::string> scopes;
  std::string claims;  // with claims, no cached token will do
};

// What tells it from others: requests of one flight bring the same.
std::string FlightOf(const TokenRequest& request);

// Safe for use by many threads at once.
class ClientCore {
 public:
  struct Config {
    std::string client_id;
    bool cae = false;
    bool instance_discovery = true;
    std::shared_ptr<Region> region;          // may be null
    std::shared_ptr<TokenCacheStore> store;  // may be null
    PersistentTokens::Says says;             // of the store; set if there is one
  };

  using Token = CachedTokens::Token;

  // `http` must outlive this.
  ClientCore(Config config, const EntraHttp* http, const Seams& seams);

  const std::string& client_id() const { return config_.client_id; }
  const EntraHttp& http() const { return *http_; }
  Clock& clock() const { return *clock_; }

  // MSAL asks about the host before it looks into its cache. What is known
  // without asking, and what is after asking; see InstanceDiscovery::Resolve.
  bool HostIsKnown() const { return discovery_.Known() != nullptr; }
  // Who asks for the same at the same time waits and shares the answer.
  bool LearnHost(const Context& ctx, const Authority& authority);

  // Where the tokens of an account ("" for the application itself) are kept.
  TokenCache::Key KeyOf(const Authority& authority, absl::string_view home_account_id) const;

  // See OpenIdConfigurations::Resolve; likewise.
  absl::StatusOr<Endpoints> ResolveEndpoints(const Context& ctx, const Authority& authority);

  // The "claims" parameter; see ClaimsParameter.
  absl::StatusOr<std::string> Claims(const TokenRequest& request) const;

  // Sends the form. Errors as of EntraHttp and ParseTokenResponse.
  absl::StatusOr<TokenResponse> Post(const Context& ctx, const std::string& token_endpoint,
                                     const FormFields& form, const TokenRequest& request,
                                     TokenOwner owner = TokenOwner::kApplication) const;

  // Takes in what other processes have stored of this client's, if there is a store:
  // refresh tokens into `refresh_tokens`, unless that is null.
  void LoadStored(const Context& ctx, RefreshTokens* refresh_tokens);

  // Puts what came into the cache, and into the store. kUnauthenticated if a scope was declined:
  // what came is kept all the same, as by MSAL.
  absl::StatusOr<Token> Keep(const TokenRequest& request, absl::string_view home_account_id,
                             TokenResponse response);

  // The name of the authority's cloud, under which its tokens are kept.
  std::string Environment(const Authority& authority) const;

  // Sends one request of a flight at a time.
  CachedTokens& tokens() { return tokens_; }
  const CachedTokens& tokens() const { return tokens_; }

 private:
  const Config config_;
  const EntraHttp* const http_;
  const std::shared_ptr<Clock> clock_;
  KeyedLocks learning_;  // of what an authority is asked once, by its URI; "" for its host
  InstanceDiscovery discovery_;
  OpenIdConfigurations configurations_;
  const std::unique_ptr<PersistentTokens> stored_;  // null without a store
  CachedTokens tokens_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_CLIENTS_CLIENT_CORE_H_
