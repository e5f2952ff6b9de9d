// Comparing what was presented with a secret.
#ifndef MOCK_COMMON_CRYPTO_SAME_SECRET_H_
#define MOCK_COMMON_CRYPTO_SAME_SECRET_H_

#include <openssl/crypto.h>

#include "absl/strings/string_view.h"

namespace mock {

// Takes the same time wherever the texts differ; only whether their lengths do shows.
inline bool SameSecret(absl::string_view a, absl::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace mock

#endif  // MOCK_COMMON_CRYPTO_SAME_SECRET_H_
