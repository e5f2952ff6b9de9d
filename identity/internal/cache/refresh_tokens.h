// The refresh tokens a client has got, by account.
#ifndef IDENTITY_INTERNAL_CACHE_REFRESH_TOKENS_H_
#define IDENTITY_INTERNAL_CACHE_REFRESH_TOKENS_H_

#include <cstddef>
#include <list>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "identity/internal/secrets/secret_string.h"

namespace azure::identity::internal {

// A refresh token is good for every tenant and scope of its account. One with a
// family is good for all clients of the family, which the authority chooses from
// Microsoft's own ("family of client IDs").
//
// Bounded, and safe for use by many threads at once.
class RefreshTokens {
 public:
  struct Key {
    std::string environment;  // as of TokenCache
    std::string client_id;
    std::string home_account_id;  // of HomeAccountId
  };

  explicit RefreshTokens(std::size_t capacity = 1000) : capacity_(capacity) {}

  // Notes what a token response says: `token` takes the place of the one it was
  // got with, unless it is "", and `family` ("" for none) is the client's from now
  // on. When full, the token that was kept first goes.
  void Keep(const Key& key, absl::string_view token, absl::string_view family, absl::Time now);

  // The same of a token that another process got at `kept_at`, unless the one whose place it
  // would take came later.
  void KeepStored(const Key& key, absl::string_view token, absl::string_view family,
                  absl::Time kept_at);

  // The newest token that `key` may use; "" if there is none. A client of a family
  // uses the family's token if there is one, else its own; any other client the
  // other way round, since the authority may have taken it into a family since.
  SecretString Find(const Key& key) const;

 private:
  struct Entry {
    Key key;
    std::string family;
    SecretString token;
    absl::Time kept_at;
  };

  // Whether one of `key` and `family` takes the place of `entry`.
  static bool Replaces(const Entry& entry, const Key& key, absl::string_view family);

  const std::size_t capacity_;
  mutable std::mutex mutex_;
  std::list<Entry> entries_;  // newest first
  // By environment and client ID.
  std::map<std::pair<std::string, std::string>, std::string> families_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_CACHE_REFRESH_TOKENS_H_
