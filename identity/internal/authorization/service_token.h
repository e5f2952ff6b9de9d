// The token that a client of a service works with, between calls of the credential.
#ifndef IDENTITY_INTERNAL_AUTHORIZATION_SERVICE_TOKEN_H_
#define IDENTITY_INTERNAL_AUTHORIZATION_SERVICE_TOKEN_H_

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "identity/access_token.h"
#include "identity/context.h"
#include "identity/internal/cache/context_lock.h"
#include "identity/internal/cache/early_refreshes.h"
#include "identity/seams/seams.h"
#include "identity/token_credential.h"

namespace azure::identity::internal {

// azcore's temporal.Resource. A token is refreshed when the authority said so (refresh_on),
// or else five minutes before its end. While it is good nobody waits for that: see
// EarlyRefreshes. Only callers who have no good token wait.
// Safe for use by many threads at once.
class ServiceToken {
 public:
  // Uses the clock, randomness and executor of `seams`.
  ServiceToken(std::shared_ptr<TokenCredential> credential, std::vector<std::string> scopes,
               const Seams& seams);

  // A good token; one that was asked for with `claims` unless they are "". Errors: the
  // credential's, unchanged; the context's, if it ends while another caller asks.
  absl::StatusOr<AccessToken> Get(const Context& ctx, absl::string_view claims);

  // A service refused `token`: it is not used again.
  void Expire(const AccessToken& token);

 private:
  struct Held {
    AccessToken token;
    bool good = false;  // as it is, for the claims
    bool due = false;   // for a refresh
  };

  Held Look(absl::string_view claims) const;
  bool IsDue() const;
  // Asks the credential, unless somebody else just did. The caller has its turn.
  absl::StatusOr<AccessToken> Renew(const Context& ctx, absl::string_view claims);

  const std::shared_ptr<TokenCredential> credential_;
  const std::vector<std::string> scopes_;
  const std::shared_ptr<Clock> clock_;
  ContextLock turn_;  // of the one caller who asks the credential

  mutable std::mutex mutex_;  // of the following
  AccessToken token_;
  std::string claims_;                                       // that it was asked for with
  absl::Duration last_attempt_ = -absl::InfiniteDuration();  // by Clock::Elapsed()

  EarlyRefreshes early_;  // the last member, since its attempts use the others
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_AUTHORIZATION_SERVICE_TOKEN_H_
