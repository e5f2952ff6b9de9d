// Credentials that are tried in turn: what ChainedTokenCredential and
// DefaultAzureCredential do.
#ifndef IDENTITY_INTERNAL_CHAIN_SOURCE_CHAIN_H_
#define IDENTITY_INTERNAL_CHAIN_SOURCE_CHAIN_H_

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "identity/client_options.h"
#include "identity/context.h"
#include "identity/internal/cache/context_lock.h"
#include "identity/internal/cache/shared_fetch.h"
#include "identity/internal/pipeline/credential_log.h"
#include "identity/token_credential.h"

namespace azure::identity::internal {

// Safe for use by many threads at once.
class SourceChain {
 public:
  struct Source {
    std::shared_ptr<TokenCredential> credential;  // not null
    std::string name;                             // for the log; if empty, the credential's own
  };

  // Tells every source that it is one. `name` is the chain's, for errors and the
  // log. Of `client` only logger, clock and environment are used.
  SourceChain(std::string name, std::vector<Source> sources, bool retry_sources,
              const ClientOptions& client);

  // Tries the sources in turn until one has a token or an error that is not
  // "unavailable". The first that has a token is the only one from then on, and its
  // errors are passed on as they are, unless `retry_sources`. Until there is one,
  // callers try one after another; those who wait for the same share a failure, and ask the
  // source that was found. Errors: ChainFailed(), with the code of the context if that has
  // ended; for a caller who waits, the end of its context.
  absl::StatusOr<AccessToken> GetToken(const Context& ctx, const TokenRequestOptions& options) {
    // All that a chain costs once it knows its source.
    TokenCredential* const chosen = chosen_.load(std::memory_order_acquire);
    return chosen != nullptr ? chosen->GetToken(ctx, options) : GetTokenSlowly(ctx, options);
  }

 private:
  absl::StatusOr<AccessToken> GetTokenSlowly(const Context& ctx,
                                             const TokenRequestOptions& options);
  absl::StatusOr<AccessToken> TryAll(const Context& ctx, const TokenRequestOptions& options);
  void LogSuccess(const Source& source) const;

  const std::string name_;
  const std::vector<Source> sources_;
  const bool retry_sources_;
  const CredentialLog log_;
  const std::shared_ptr<Clock> clock_;
  SharedFetch rounds_;  // by what is wanted
  ContextLock trying_;
  std::atomic<TokenCredential*> chosen_{nullptr};  // one of sources_; set once
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_CHAIN_SOURCE_CHAIN_H_
