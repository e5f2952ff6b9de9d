// The tokens a client has got, by where and what for.
#ifndef IDENTITY_INTERNAL_CACHE_TOKEN_CACHE_H_
#define IDENTITY_INTERNAL_CACHE_TOKEN_CACHE_H_

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "identity/access_token.h"

namespace azure::identity::internal {

// A token this close to its end is not used any more (MSAL's rule).
inline constexpr absl::Duration kExpiryMargin = absl::Minutes(5);

struct CachedToken {
  AccessToken token;
  std::vector<std::string> granted_scopes;
  absl::Time cached_at;
};

// Whether `token` may be handed out at `now`.
bool IsUsable(const CachedToken& token, absl::Time now);

// From when on a token is due for refresh: MSAL's clients do not agree about the
// very moment that was named.
enum class RefreshRule { kAfterRefreshOn, kAtRefreshOn };

// Whether a usable token should be replaced, since its issuer said so.
bool IsRefreshDue(const CachedToken& token, absl::Time now, RefreshRule rule);

// Bounded, and safe for use by many threads at once.
class TokenCache {
 public:
  struct Key {
    std::string environment;  // Cloud::cache_name, or the host if its cloud is not known
    std::string client_id;
    std::string tenant;                // in lower case
    std::string home_account_id = {};  // of the user; "" for the client itself

    friend bool operator==(const Key& a, const Key& b) {
      return a.environment == b.environment && a.client_id == b.client_id && a.tenant == b.tenant &&
             a.home_account_id == b.home_account_id;
    }
    template <typename H>
    friend H AbslHashValue(H h, const Key& key) {
      return H::combine(std::move(h), key.environment, key.client_id, key.tenant,
                        key.home_account_id);
    }
  };

  explicit TokenCache(std::size_t capacity = 1000) : capacity_(capacity) {}

  // The newest usable token whose granted scopes include all of `scopes`,
  // compared without case; null if there is none.
  std::shared_ptr<const CachedToken> Find(const Key& key, const std::vector<std::string>& scopes,
                                          absl::Time now) const;

  // Keeps `token` in place of one with the same scopes. Does nothing if it is
  // not usable at `now`. When the cache is full, the token that ends first goes.
  void Store(const Key& key, std::shared_ptr<const CachedToken> token, absl::Time now);

  // The same of a token that another process got, unless there is one with the same scopes
  // that came later.
  void Merge(const Key& key, std::shared_ptr<const CachedToken> token, absl::Time now);

  std::size_t size() const;

 private:
  using Tokens = std::vector<std::shared_ptr<const CachedToken>>;  // oldest first

  // Under the mutex.
  void Insert(const Key& key, std::shared_ptr<const CachedToken> token);
  void MakeRoom();

  const std::size_t capacity_;
  mutable std::mutex mutex_;
  absl::flat_hash_map<Key, Tokens> tokens_;
  std::size_t size_ = 0;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_CACHE_TOKEN_CACHE_H_
