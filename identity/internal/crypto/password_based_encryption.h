// Decrypts what a password protects in PEM and PKCS#12 files.
#ifndef IDENTITY_INTERNAL_CRYPTO_PASSWORD_BASED_ENCRYPTION_H_
#define IDENTITY_INTERNAL_CRYPTO_PASSWORD_BASED_ENCRYPTION_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/internal/crypto/openssl_ptr.h"
#include "identity/internal/secrets/secret_string.h"

namespace azure::identity::internal {

// OpenSSL with its legacy algorithms (RC2, single DES), which old files need. The
// process's own OpenSSL configuration neither matters nor changes. Made for one
// file; not for use by several threads at once.
class PasswordDecryption {
 public:
  // Where OpenSSL's legacy module is not installed, the algorithms it has are
  // unsupported.
  PasswordDecryption();

  OSSL_LIB_CTX* context() const { return context_.get(); }

  // Whether `algorithm` is a password-based encryption that can be computed, in
  // reasonable time. Errors, kInvalidArgument:
  //   "pkcs12: algorithm {OID} is not supported", as x/crypto/pkcs12 says
  //   "pkcs12: the iteration count exceeds 5000000"
  absl::Status Check(const X509_ALGOR* algorithm);

  // Counts a key derivation towards the limit, which is one for the whole file:
  // damage to a count must not look like a hang. Null means 1. Errors as Check.
  absl::Status CountIterations(const ASN1_INTEGER* iterations);

  // The key of an ENCRYPTED PRIVATE KEY (PKCS#8). Null if `password` is wrong.
  // Errors as Check.
  absl::StatusOr<Pkcs8Ptr> DecryptPkcs8(const X509_SIG* encrypted, absl::string_view password);

  // The content of a PEM block with a DEK-Info header (RFC 1421), such as
  // "AES-256-CBC,29CB…", as OpenSSL's traditional keys have. `password` must not be
  // empty. Empty if it is wrong. Errors, kInvalidArgument:
  //   "malformed DEK-Info header"
  //   "algorithm {name} is not supported"
  absl::StatusOr<SecretString> DecryptTraditional(absl::string_view dek_info,
                                                  absl::string_view encrypted,
                                                  absl::string_view password);

 private:
  absl::Status Count(std::int64_t iterations);
  bool HasCipher(const char* name) const;
  // These also tell the cost of the key, in iterations.
  bool IsSupportedPbes2(const ASN1_TYPE* parameter, std::int64_t& cost) const;
  bool IsSupported(const X509_ALGOR* algorithm, std::int64_t& cost) const;

  LibCtxPtr context_;
  ProviderPtr default_provider_;
  ProviderPtr legacy_provider_;
  std::int64_t iterations_ = 0;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_CRYPTO_PASSWORD_BASED_ENCRYPTION_H_
