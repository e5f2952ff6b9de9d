// The token that a client of a service works with, between calls of the credential.
#ifndef IDENTITY_INTERNAL_AUTHORIZATION_SERVICE_TOKEN_H_
#define IDENTITY_INTERNAL_AUTHORIZATION_SERVICE_TOKEN_H_

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "identity/access_token.h"
#include "identity/context.h"
#include "identity/internal/cache/context_lock.h"
#include "identity/seams/clock.h"
#include "identity/token_credential.h"

namespace azure::identity::internal {

// azcore's temporal.Resource. A token is refreshed when the authority said so (refresh_on),
// or else five minutes before its end: by one caller, at most every 30 s, whose failures
// count for nothing while the token is good. Only callers who have no good token wait.
// Safe for use by many threads at once.
class ServiceToken {
 public:
  ServiceToken(std::shared_ptr<TokenCredential> credential, std::vector<std::string> scopes,
               std::shared_ptr<Clock> clock);

  // A good token; one that was asked for with `claims` unless they are "". Errors: the
  // credential's, unchanged; the context's, if it ends while another caller asks.
  absl::StatusOr<AccessToken> Get(const Context& ctx, absl::string_view claims);

  // The token as it is; nullopt if there is none or it has ended. Never blocks. `*due` is
  // whether Get should be called, since the token is to be refreshed.
  std::optional<AccessToken> Peek(bool* due) const;

  // A service refused `token`: it is not used again.
  void Expire(const AccessToken& token);

 private:
  struct Held {
    AccessToken token;
    bool good = false;  // as it is, for the claims
    bool due = false;   // for a refresh
  };

  Held Look(absl::string_view claims) const;
  bool IsDue(absl::Time now) const;
  // Asks the credential, unless somebody else just did. The caller has its turn.
  absl::StatusOr<AccessToken> Renew(const Context& ctx, absl::string_view claims);

  const std::shared_ptr<TokenCredential> credential_;
  const std::vector<std::string> scopes_;
  const std::shared_ptr<Clock> clock_;
  ContextLock turn_;  // of the one caller who asks the credential

  mutable std::mutex mutex_;  // of the following
  AccessToken token_;
  std::string claims_;  // that it was asked for with
  absl::Time last_attempt_ = absl::InfinitePast();
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_AUTHORIZATION_SERVICE_TOKEN_H_
