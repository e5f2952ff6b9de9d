// Reads certificates and a private key from PKCS#12 (RFC 7292).
#ifndef IDENTITY_INTERNAL_CRYPTO_CERTIFICATE_PKCS12_H_
#define IDENTITY_INTERNAL_CRYPTO_CERTIFICATE_PKCS12_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/internal/crypto/certificate_material.h"

namespace azure::identity::internal {

// Reads modern files (PBES2, SHA-2) and old ones (RC2, triple DES, SHA-1). Errors,
// kInvalidArgument, with the texts of Go's x/crypto/pkcs12 where it has one:
//   "pkcs12: error reading P12 data: …" if `data` is empty, cut short or something
//     else; the wording after the colon is ours
//   "pkcs12: no MAC in data"
//   "pkcs12: unknown digest algorithm: {OID}"
//   "pkcs12: algorithm {OID} is not supported"
//   "pkcs12: the iteration count exceeds 5000000"
//   "pkcs12: decryption password incorrect"
//   "pkcs12: error decrypting PKCS#8 shrouded key bag: …"
//   "pkcs12: only data and encryptedData content types are supported in
//     authenticated safe"
//   "pkcs12: only X509 certificates are supported"
//   "don't know how to convert a safe bag of type {OID}"
//   "certData contains multiple private keys"
// and those of PrivateKeyFromPkcs8 after "pkcs12: error parsing PKCS#8 private key: ".
absl::StatusOr<CertificateMaterial> LoadPkcs12(absl::string_view data, absl::string_view password);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_CRYPTO_CERTIFICATE_PKCS12_H_
