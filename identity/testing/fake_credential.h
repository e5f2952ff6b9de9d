// A credential that answers as a test says.
#ifndef IDENTITY_TESTING_FAKE_CREDENTIAL_H_
#define IDENTITY_TESTING_FAKE_CREDENTIAL_H_

#include <functional>
#include <mutex>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "identity/access_token.h"
#include "identity/context.h"
#include "identity/token_credential.h"

namespace azure::identity {

// Remembers what it was asked for. Safe for use by many threads at once, if the answer is.
class FakeCredential final : public TokenCredential {
 public:
  // Called for each token.
  using Answer =
      std::function<absl::StatusOr<AccessToken>(const Context&, const TokenRequestOptions&)>;

  // Gives what `answer` does.
  explicit FakeCredential(Answer answer) : answer_(std::move(answer)) {}
  // Gives this each time.
  explicit FakeCredential(const absl::StatusOr<AccessToken>& token)
      : FakeCredential([token](const Context&, const TokenRequestOptions&) { return token; }) {}

  absl::StatusOr<AccessToken> GetToken(const Context& ctx,
                                       const TokenRequestOptions& options) override {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      requests_.push_back(options);
    }
    return answer_(ctx, options);
  }

  // In the order of arrival.
  std::vector<TokenRequestOptions> requests() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return requests_;
  }

 private:
  const Answer answer_;
  mutable std::mutex mutex_;
  std::vector<TokenRequestOptions> requests_;
};

}  // namespace azure::identity

#endif  // IDENTITY_TESTING_FAKE_CREDENTIAL_H_
