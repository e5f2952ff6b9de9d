// RSA public keys and the signatures they verify.
#ifndef MOCK_COMMON_JWT_PUBLIC_KEY_H_
#define MOCK_COMMON_JWT_PUBLIC_KEY_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "mock_common/tls/openssl.h"

namespace mock::jwt {

enum class Algorithm {
  kRs256,  // RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518, section 3.3)
  kPs256,  // RSASSA-PSS with SHA-256 and a salt of 32 bytes (section 3.5)
};

// An immutable RSA key of at least 2048 bits (RFC 7518, section 3.3); copies share
// it. All factories fail with kInvalidArgument.
class PublicKey {
 public:
  // From the big-endian numbers of a JWK ("n" and "e", base64url-decoded).
  static absl::StatusOr<PublicKey> FromNumbers(absl::string_view modulus,
                                               absl::string_view exponent);
  // From a certificate in DER, as in "x5c". Its validity is not checked.
  static absl::StatusOr<PublicKey> FromCertificateDer(absl::string_view der);
  // From a PEM certificate.
  static absl::StatusOr<PublicKey> FromCertificatePem(absl::string_view pem);

  // Whether `signature` is this key's of `data`.
  bool Verifies(Algorithm algorithm, absl::string_view data, absl::string_view signature) const;

 private:
  static absl::StatusOr<PublicKey> FromPkey(PkeyPtr key);
  explicit PublicKey(PkeyPtr key) : key_(std::move(key)) {}

  std::shared_ptr<EVP_PKEY> key_;
};

}  // namespace mock::jwt

#endif  // MOCK_COMMON_JWT_PUBLIC_KEY_H_
