// The fake's signing keys over time: one signs, others are still published.
#ifndef MOCK_ENTRA_TOKENS_SIGNING_KEY_RING_H_
#define MOCK_ENTRA_TOKENS_SIGNING_KEY_RING_H_

#include <memory>
#include <shared_mutex>
#include <vector>

#include "absl/time/time.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_entra/assertions/own_token.h"

namespace mock::entra {

// Safe for use by many threads.
class SigningKeyRing {
 public:
  // At least one; the first signs, all are published.
  explicit SigningKeyRing(const SigningKeys& keys);

  // What is published at `now`: the key that signs, then older ones.
  SigningKeys At(absl::Time now) const;

  // `key` signs from now on. The others are published for `grace` longer, unless
  // they were to go before, so that resources that cache keys can catch up.
  void Rotate(std::shared_ptr<const jwt::SigningKey> key, absl::Time now, absl::Duration grace);

 private:
  struct Entry {
    std::shared_ptr<const jwt::SigningKey> key;
    absl::Time retires = absl::InfiniteFuture();
  };

  mutable std::shared_mutex mutex_;
  std::vector<Entry> entries_;
};

}  // namespace mock::entra

#endif  // MOCK_ENTRA_TOKENS_SIGNING_KEY_RING_H_
