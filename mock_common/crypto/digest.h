// SHA digests, as bytes.
#ifndef MOCK_COMMON_CRYPTO_DIGEST_H_
#define MOCK_COMMON_CRYPTO_DIGEST_H_

#include <string>

#include "absl/strings/string_view.h"

namespace mock {

// 20 bytes. For thumbprints of certificates, which are no secret.
std::string Sha1(absl::string_view bytes);

// 32 bytes.
std::string Sha256(absl::string_view bytes);

}  // namespace mock

#endif  // MOCK_COMMON_CRYPTO_DIGEST_H_
