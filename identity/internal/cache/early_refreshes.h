// Refreshes of tokens that are still good: when, how often, and that nobody waits.
#ifndef IDENTITY_INTERNAL_CACHE_EARLY_REFRESHES_H_
#define IDENTITY_INTERNAL_CACHE_EARLY_REFRESHES_H_

#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "absl/time/time.h"
#include "identity/context.h"
#include "identity/seams/seams.h"

namespace azure::identity::internal {

// Each key has one attempt at a time, and the next one 30 s after it began (as in
// azcore's temporal.Resource); after a failure 30 s after its end, then 60 s and so on
// up to five minutes, each up to half as long again, so that a fleet does not come
// back as one. Bounded, and safe for use by many threads at once.
class EarlyRefreshes {
 public:
  // Gets a new token; false if it could not. It runs with a context that has no retries
  // and ends after 10 s, since all credentials may share one thread for this.
  using Attempt = std::function<bool(const Context&)>;

  // Uses the clock, randomness and executor of `seams`.
  explicit EarlyRefreshes(const Seams& seams);
  ~EarlyRefreshes();

  // If it is the turn of `key`, has the executor run what `make` returns; with one that
  // runs things at once it has run on return. Returns how long to wait with the next
  // offer.
  absl::Duration Offer(const std::string& key, const std::function<Attempt()>& make);

  // Cancels the attempt that runs and waits for its end. None begins afterwards, so
  // that what attempts use may go.
  void Close();

 private:
  struct State;
  struct Claim;

  static void Run(Claim& claim, const Attempt& attempt);
  std::shared_ptr<State> MakeState();

  const std::shared_ptr<Clock> clock_;
  const std::shared_ptr<Random> random_;
  const std::shared_ptr<Executor> executor_;

  std::mutex mutex_;  // of the following
  // Made on first use. Work that waits at the executor may outlive this.
  std::shared_ptr<State> state_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_CACHE_EARLY_REFRESHES_H_
