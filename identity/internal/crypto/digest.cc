#include "identity/internal/crypto/digest.h"

#include <openssl/evp.h>

#include <cstddef>

#include "absl/strings/str_cat.h"
#include "identity/internal/crypto/openssl_error.h"

namespace azure::identity::internal {

absl::StatusOr<std::string> Digest(const char* algorithm, absl::string_view data) {
  const OpensslErrorScope errors;
  std::string digest(EVP_MAX_MD_SIZE, '\0');
  std::size_t size = 0;
  if (EVP_Q_digest(/*libctx=*/nullptr, algorithm, /*propq=*/nullptr, data.data(), data.size(),
                   reinterpret_cast<unsigned char*>(digest.data()), &size) != 1) {
    return absl::InternalError(absl::StrCat(algorithm, ": ", LastOpensslReason()));
  }
  digest.resize(size);
  return digest;
}

}  // namespace azure::identity::internal
