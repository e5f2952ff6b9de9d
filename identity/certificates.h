// Certificates with which an application proves who it is.
#ifndef IDENTITY_CERTIFICATES_H_
#define IDENTITY_CERTIFICATES_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace azure::identity {

namespace internal {
struct PrivateKeyHandle;
}

// An X.509 certificate. Immutable, and safe for use by many threads at once.
class Certificate {
 public:
  // kInvalidArgument, "x509: malformed certificate", if `der` is not one
  // certificate and nothing more. kInternal if this host's OpenSSL has no SHA-1 or SHA-256.
  static absl::StatusOr<std::shared_ptr<const Certificate>> FromDer(absl::string_view der);

  // The certificate itself.
  const std::string& der() const { return der_; }

  // The raw digests of der(): 20 and 32 bytes. The Azure portal shows the first,
  // in hex.
  const std::string& sha1_thumbprint() const { return sha1_thumbprint_; }
  const std::string& sha256_thumbprint() const { return sha256_thumbprint_; }

 private:
  Certificate(absl::string_view der, std::string sha1, std::string sha256);

  const std::string der_;
  const std::string sha1_thumbprint_;
  const std::string sha256_thumbprint_;
};

// A private key, which never leaves this object. Immutable, and safe for use by
// many threads at once.
class PrivateKey {
 public:
  // For the library; others get keys from ParseCertificates.
  explicit PrivateKey(std::shared_ptr<const internal::PrivateKeyHandle> handle);

  // Only RSA keys sign assertions.
  bool is_rsa() const;
  int bits() const;  // such as 2048

  // For the library.
  const internal::PrivateKeyHandle& handle() const { return *handle_; }

 private:
  const std::shared_ptr<const internal::PrivateKeyHandle> handle_;
};

// What ParseCertificates found.
struct CertificatesAndKey {
  std::vector<std::shared_ptr<const Certificate>>
      certificates;                       // at least one, in the data's order
  std::shared_ptr<const PrivateKey> key;  // not null
};

// Reads certificates and their private key, in any order, from a file's content:
//
//   PEM: certificates, and a key in PKCS#8 or PKCS#1 form. Other blocks, and text
//     around them, are ignored. Unlike azidentity this also reads encrypted keys:
//     PKCS#8 ("ENCRYPTED PRIVATE KEY"), and PKCS#1 with a DEK-Info header.
//   PKCS#12 (a .pfx or .p12 file): with the encryption of today and, unlike some
//     tools, of old Windows and OpenSSL versions (RC2, triple DES, SHA-1).
//
// `password` may be empty, which for PKCS#12 is the same as none. It is ignored
// where nothing is encrypted. The key need not be RSA, nor match a certificate:
// the credential it is for finds out.
//
// Errors, all kInvalidArgument, never with any of the key or the password. The
// texts are azidentity's, or where it has none after the same prefix:
//   "found no certificate", "found no private key": followed by ": " and the
//     reason, where the data seems to have one (it is encrypted, and no password
//     was given; the PEM block … is cut short or malformed)
//   "certData contains multiple private keys"
//   "pkcs12: decryption password incorrect"
//   "x509: decryption password incorrect" (PEM)
//   "x509: malformed certificate", "x509: malformed private key"
//   "x509: PKCS#8 wrapping contained private key with unknown algorithm: {OID}"
//   "x509: cannot decrypt the private key: …": algorithm {OID or name} is not
//     supported, or the iteration count exceeds 5000000
//   "pkcs12: error reading P12 data: …": the data is empty, cut short, base64
//     text, or neither PEM nor PKCS#12
//   "pkcs12: …": the file is protected in a way that is not supported; see
//     identity/internal/crypto/certificate_pkcs12.h
absl::StatusOr<CertificatesAndKey> ParseCertificates(absl::string_view data,
                                                     absl::string_view password = {});

}  // namespace azure::identity

#endif  // IDENTITY_CERTIFICATES_H_
