// The RSA key with which a mock signs its tokens.
#ifndef MOCK_COMMON_JWT_SIGNING_KEY_H_
#define MOCK_COMMON_JWT_SIGNING_KEY_H_

#include <functional>
#include <future>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_common/tls/openssl.h"

namespace mock::jwt {

// A 2048-bit RSA key in a self-signed certificate, as Entra publishes its keys.
// Immutable, and safe to use from any thread. The private key never leaves it.
class SigningKey {
 public:
  // A new key. Returns at once: a thread of its own makes the key (about 15 ms),
  // and whoever first asks for it waits for that thread. The certificate is
  // valid from a day before `now` for five years.
  static std::shared_ptr<const SigningKey> Generate(absl::Time now);

  // Likewise, of a key that `make` makes on that thread.
  static std::shared_ptr<const SigningKey> Make(std::function<absl::StatusOr<PkeyPtr>()> make,
                                                absl::Time now);

  // From an unencrypted PEM private key. The same key and `now` give the same
  // certificate, hence the same kid. Errors: kInvalidArgument if it is not PEM,
  // or not RSA of at least 2048 bits.
  static absl::StatusOr<std::shared_ptr<const SigningKey>> FromPem(absl::string_view pem,
                                                                   absl::Time now);

  SigningKey(const SigningKey&) = delete;
  SigningKey& operator=(const SigningKey&) = delete;

  // kOk, or why generating failed (then the strings below are empty).
  absl::Status status() const { return material_.get().status; }

  // base64url of the certificate's SHA-1, which Entra uses for "kid" and "x5t".
  const std::string& kid() const { return material_.get().kid; }
  const std::string& certificate_der() const { return material_.get().certificate_der; }
  // base64url of the big-endian modulus and exponent, as a JWK has them.
  const std::string& modulus() const { return material_.get().modulus; }
  const std::string& exponent() const { return material_.get().exponent; }

  // The raw RSASSA-PKCS1-v1_5 signature with SHA-256 (RFC 7518, section 3.3).
  absl::StatusOr<std::string> SignRs256(absl::string_view data) const;

 private:
  struct Material {
    absl::Status status;
    PkeyPtr key;
    MdCtxPtr ready_to_sign;  // copied for each signature: cheaper than to begin anew
    std::string kid;
    std::string certificate_der;
    std::string modulus;
    std::string exponent;
  };

  static Material MakeMaterial(absl::StatusOr<PkeyPtr> key, absl::Time now);
  explicit SigningKey(std::shared_future<Material> material) : material_(std::move(material)) {}

  std::shared_future<Material> material_;
};

}  // namespace mock::jwt

#endif  // MOCK_COMMON_JWT_SIGNING_KEY_H_
