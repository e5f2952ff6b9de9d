// The certificate with whose key an application signs its assertions.
#ifndef IDENTITY_INTERNAL_PROOFS_SIGNING_CERTIFICATE_H_
#define IDENTITY_INTERNAL_PROOFS_SIGNING_CERTIFICATE_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/certificates.h"

namespace azure::identity::internal {

// Signature algorithms of JSON Web Algorithms (RFC 7518, section 3.1).
enum class SignatureAlgorithm {
  kPs256,  // RSASSA-PSS, SHA-256, a salt of 32 bytes
  kRs256,  // RSASSA-PKCS1-v1_5, SHA-256
};

// Immutable; copies share the key. Safe for use by many threads at once.
class SigningCertificate {
 public:
  // Finds the certificate that belongs to `key`. As in MSAL, null certificates
  // are passed over, and of several that match the last counts. Errors, both
  // kInvalidArgument:
  //   "key must be an RSA key" (also for a null key)
  //   "key doesn't match any certificate"
  static absl::StatusOr<SigningCertificate> Create(
      const std::vector<std::shared_ptr<const Certificate>>& certificates,
      std::shared_ptr<const PrivateKey> key);

  const Certificate& certificate() const { return *certificate_; }

  // All certificates as JOSE's "x5c" has them, in standard base64: the one that
  // belongs to the key, then the others in their order.
  const std::vector<std::string>& x5c() const { return x5c_; }

  // The raw signature. kInvalidArgument, with Go's text, for a key of less than
  // 1024 bits: "unable to sign JWT token: crypto/rsa: 512-bit keys are insecure (see
  // https://go.dev/pkg/crypto/rsa#hdr-Minimum_key_size)".
  absl::StatusOr<std::string> Sign(SignatureAlgorithm algorithm, absl::string_view data) const;

 private:
  SigningCertificate() = default;

  std::shared_ptr<const PrivateKey> key_;
  std::shared_ptr<const Certificate> certificate_;
  std::vector<std::string> x5c_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_PROOFS_SIGNING_CERTIFICATE_H_
