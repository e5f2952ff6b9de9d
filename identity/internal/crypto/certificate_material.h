// What a certificate file holds.
#ifndef IDENTITY_INTERNAL_CRYPTO_CERTIFICATE_MATERIAL_H_
#define IDENTITY_INTERNAL_CRYPTO_CERTIFICATE_MATERIAL_H_

#include <string>
#include <vector>

#include "identity/internal/crypto/openssl_ptr.h"

namespace azure::identity::internal {

struct CertificateMaterial {
  std::vector<std::string> certificates;  // DER, in the file's order; not yet looked into
  PkeyPtr key;                            // null if the file has none

  // Why a certificate or key that the file seems to have was not read; else "".
  std::string certificate_hint;
  std::string key_hint;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_CRYPTO_CERTIFICATE_MATERIAL_H_
