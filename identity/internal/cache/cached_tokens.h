// Tokens for many calls from few fetches: the cache, the early refresh and the single
// flight that every credential has in front of the way it gets tokens.
#ifndef IDENTITY_INTERNAL_CACHE_CACHED_TOKENS_H_
#define IDENTITY_INTERNAL_CACHE_CACHED_TOKENS_H_

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "identity/access_token.h"
#include "identity/context.h"
#include "identity/internal/cache/early_refreshes.h"
#include "identity/internal/cache/recent_tokens.h"
#include "identity/internal/cache/single_flight.h"
#include "identity/internal/cache/token_cache.h"
#include "identity/seams/seams.h"
#include "identity/token_credential.h"

namespace azure::identity::internal {

// How one call gets the token that it asks for. Of one call's alone, so it may keep
// in LearnKey() what Fetch() needs.
class TokenFetch {
 public:
  using Token = std::shared_ptr<const CachedToken>;

  virtual ~TokenFetch() = default;

  // What is fetched, as the key of SingleFlight::Run.
  virtual std::optional<std::string> Flight() const = 0;

  // Where the cache has such tokens; nullopt if it is not to be looked into.
  // KnownKey() asks nobody. LearnKey() is called when it is this call's turn to
  // fetch, and may send requests.
  virtual std::optional<TokenCache::Key> KnownKey() const = 0;
  virtual std::optional<TokenCache::Key> LearnKey(const Context& ctx) = 0;

  // Gets a new token, passing each that arrives to CachedTokens::Keep(). Called after
  // LearnKey(), if the cache still has none that will do. `early`: no caller waits for
  // it, as the cache had one that is good but due for refresh.
  virtual absl::StatusOr<Token> Fetch(const Context& ctx, bool early) = 0;

  // The same for an early refresh: it owns all that it needs of this call, and is not
  // used after CachedTokens::Close().
  virtual std::shared_ptr<TokenFetch> ForLater() const = 0;
};

// Whether a token of this type may be kept, as it is sent by itself: "Bearer", or "". Others,
// such as a proof of possession, are made for one request.
bool IsBearer(absl::string_view token_type);

// Whose tokens, and which of them, are asked for.
struct TokenQuery {
  const TokenRequestOptions& options;      // GetToken()'s
  const std::vector<std::string>& scopes;  // the same as the cache lists them
};

// Knows nothing of who issues tokens, nor how. Safe for use by many threads at once.
class CachedTokens {
 public:
  using Token = TokenFetch::Token;

  // `flights` decides who fetches, `rule` when a token is due for refresh.
  CachedTokens(const Seams& seams, std::unique_ptr<SingleFlight> flights, RefreshRule rule);

  // The short way: fills `token` and returns true if this thread asked for the same
  // a moment ago. No allocation, no lock that other threads want.
  bool FindRecent(const TokenRequestOptions& options, AccessToken* token) const {
    return options.claims.empty() && recent_.Find(options, clock_->Now(), token);
  }

  // A token from the cache, or what `fetch` gets. One that is due for refresh is
  // returned at once, and what `fetch` gets for later calls is left to the executor;
  // see EarlyRefreshes.
  //
  // Errors are those of `fetch`, and of SingleFlight::Run.
  absl::StatusOr<Token> Get(const Context& ctx, const TokenQuery& query, TokenFetch& fetch);

  // Takes in a token that arrived, and returns it. It is kept if its
  // type IsBearer().
  Token Keep(const TokenCache::Key& key, CachedToken token, absl::string_view token_type);

  // Takes in a token that another process got, unless a later one is there.
  void Merge(const TokenCache::Key& key, CachedToken token) {
    cache_.Merge(key, std::make_shared<const CachedToken>(std::move(token)), clock_->Now());
  }

  // The next call of every thread goes the long way: other tokens count from now on.
  void ForgetRecent() { recent_.Invalidate(); }

  // Ends early refreshes, and none begins afterwards. To be called before anything goes
  // that a fetch makes use of.
  void Close() { early_.Close(); }

 private:
  using Scopes = std::vector<std::string>;

  // The token to return instead of `due`, and how long it will do.
  std::pair<Token, absl::Duration> RefreshEarly(Token due, const Scopes& scopes,
                                                const TokenFetch& fetch);
  bool Attempt(const Context& ctx, const Scopes& scopes, TokenFetch& fetch);
  Token Find(const std::optional<TokenCache::Key>& key, const Scopes& scopes) const;
  bool IsDue(const CachedToken& token) const;

  const std::shared_ptr<Clock> clock_;
  const std::unique_ptr<SingleFlight> flights_;
  const RefreshRule rule_;
  TokenCache cache_;
  RecentTokens recent_;
  EarlyRefreshes early_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_CACHE_CACHED_TOKENS_H_
