#include "mock_common/crypto/digest.h"

#include <openssl/evp.h>

#include <cstdlib>

namespace mock {
namespace {

std::string Digest(const EVP_MD* type, absl::string_view bytes) {
  std::string digest(EVP_MAX_MD_SIZE, '\0');
  unsigned int size = 0;
  // No OpenSSL lacks these, and a digest that is none would make all texts equal.
  if (EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()), &size,
                 type, nullptr) != 1) {
    std::abort();
  }
  digest.resize(size);
  return digest;
}

}  // namespace

std::string Sha1(absl::string_view bytes) { return Digest(EVP_sha1(), bytes); }

std::string Sha256(absl::string_view bytes) { return Digest(EVP_sha256(), bytes); }

}  // namespace mock
