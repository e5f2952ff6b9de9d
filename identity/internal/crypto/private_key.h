// Private keys as OpenSSL knows them.
#ifndef IDENTITY_INTERNAL_CRYPTO_PRIVATE_KEY_H_
#define IDENTITY_INTERNAL_CRYPTO_PRIVATE_KEY_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/internal/crypto/openssl_ptr.h"

namespace azure::identity::internal {

// What identity/certificates.h hides. Never changed once made: OpenSSL may then
// use it on many threads at once.
struct PrivateKeyHandle {
  PkeyPtr key;
};

// Errors, kInvalidArgument, never with any of the key:
//   "x509: PKCS#8 wrapping contained private key with unknown algorithm: {OID}",
//     as Go's crypto/x509 says
//   "x509: malformed private key"
absl::StatusOr<PkeyPtr> PrivateKeyFromPkcs8(const PKCS8_PRIV_KEY_INFO* info);

// From the DER bytes of a PEM block "PRIVATE KEY" (PKCS#8, and failing that
// PKCS#1, as azidentity tries) or "RSA PRIVATE KEY" (PKCS#1). Errors as above.
absl::StatusOr<PkeyPtr> PrivateKeyFromPkcs8Der(absl::string_view der);
absl::StatusOr<PkeyPtr> PrivateKeyFromPkcs1Der(absl::string_view der);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_CRYPTO_PRIVATE_KEY_H_
