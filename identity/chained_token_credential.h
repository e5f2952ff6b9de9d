// Tries credentials in turn.
#ifndef IDENTITY_CHAINED_TOKEN_CREDENTIAL_H_
#define IDENTITY_CHAINED_TOKEN_CREDENTIAL_H_

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "identity/client_options.h"
#include "identity/token_credential.h"

namespace azure::identity {

namespace internal {
class SourceChain;
}

// Options of ChainedTokenCredential::Create.
struct ChainedTokenCredentialOptions {
  // A chain sends nothing itself: only the logger, and of the seams clock and
  // environment are used. The clock must be the one that contexts are made by.
  ClientOptions client;

  // Whether each call tries the sources from the first on. Otherwise the first that
  // has a token is the only one from then on.
  bool retry_sources = false;
};

// A chain goes on to its next source when one is unavailable
// (IsCredentialUnavailable in identity/errors.h), and ends with any other error. A
// source may be a credential of your own, and a chain.
class ChainedTokenCredential : public TokenCredential {
 public:
  // `sources` may also be used by others. Their JoinChain() is called. The log shows
  // the name() of the one that has a token. Sends nothing. Errors, both kInvalidArgument:
  //   "sources must contain at least one TokenCredential"
  //   "sources cannot contain nil"
  static absl::StatusOr<std::unique_ptr<ChainedTokenCredential>> Create(
      std::vector<std::shared_ptr<TokenCredential>> sources,
      ChainedTokenCredentialOptions options = {});

  ~ChainedTokenCredential() override;

  // Until a source has a token one caller at a time tries them, unless
  // `retry_sources`; a caller whose context ends does not wait longer. Then the
  // source's errors are passed on as they are. Before, an error holds the text of
  // each that was tried, and ErrorDetails::children the same as data:
  //   all were unavailable: kFailedPrecondition, kind kCredentialUnavailable
  //   else: code and response of the last one, kind kAuthenticationFailed
  //   the context ended while waiting: kCancelled or kDeadlineExceeded, kind
  //     kAuthenticationFailed
  absl::StatusOr<AccessToken> GetToken(const Context& ctx,
                                       const TokenRequestOptions& options) override;

 private:
  explicit ChainedTokenCredential(std::unique_ptr<internal::SourceChain> chain);

  const std::unique_ptr<internal::SourceChain> chain_;
};

}  // namespace azure::identity

#endif  // IDENTITY_CHAINED_TOKEN_CREDENTIAL_H_
