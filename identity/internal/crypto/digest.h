// Digests by OpenSSL.
#ifndef IDENTITY_INTERNAL_CRYPTO_DIGEST_H_
#define IDENTITY_INTERNAL_CRYPTO_DIGEST_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace azure::identity::internal {

// The digest's bytes. `algorithm`: "SHA256", "SHA1". kInternal, with OpenSSL's reason, if it has
// no such algorithm, such as one that the host's cryptographic policy forbids.
absl::StatusOr<std::string> Digest(const char* algorithm, absl::string_view data);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_CRYPTO_DIGEST_H_
