// The password-based MAC of newer PKCS#12 files, which OpenSSL before 3.4 does not know.
#ifndef IDENTITY_INTERNAL_CRYPTO_PBMAC1_H_
#define IDENTITY_INTERNAL_CRYPTO_PBMAC1_H_

#include <openssl/pkcs12.h>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/internal/crypto/password_based_encryption.h"

namespace azure::identity::internal {

// Whether `algorithm`, of a file's MAC, is PBMAC1 (RFC 8018, section 7.1).
bool IsPbmac1(const X509_ALGOR* algorithm);

// Whether `password` is the one with which `mac` was made of the file `der` (RFC 9579).
// kInvalidArgument: "pkcs12: …" for what cannot be read, or a function that is not known;
// those of PasswordDecryption::CountIterations, which it calls.
absl::StatusOr<bool> VerifyPbmac1(absl::string_view der, const X509_ALGOR* algorithm,
                                  const ASN1_OCTET_STRING* mac, absl::string_view password,
                                  PasswordDecryption* decryption);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_CRYPTO_PBMAC1_H_
