// Reads certificates and a private key from PEM.
#ifndef IDENTITY_INTERNAL_CRYPTO_CERTIFICATE_PEM_H_
#define IDENTITY_INTERNAL_CRYPTO_CERTIFICATE_PEM_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/internal/crypto/certificate_material.h"
#include "identity/internal/crypto/pem.h"

namespace azure::identity::internal {

// Uses the blocks CERTIFICATE, PRIVATE KEY, ENCRYPTED PRIVATE KEY and RSA PRIVATE
// KEY (the last also in OpenSSL's traditional encryption), and ignores others, as
// azidentity does. A password that no key needs is ignored; a key that needs one
// when `password` is empty is left out, with a hint. Errors, kInvalidArgument:
//   "certData contains multiple private keys"
//   "x509: decryption password incorrect", as Go's crypto/x509 says
//   "x509: …" for a key that is malformed or cannot be decrypted
absl::StatusOr<CertificateMaterial> LoadPem(const PemText& pem, absl::string_view password);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_CRYPTO_CERTIFICATE_PEM_H_
