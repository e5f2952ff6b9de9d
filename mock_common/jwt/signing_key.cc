#include "mock_common/jwt/signing_key.h"

#include <openssl/core_names.h>
#include <unistd.h>

#include <utility>

#include "mock_common/crypto/digest.h"
#include "mock_common/jwt/base64url.h"
#include "mock_common/jwt/rsa_keygen.h"
#include "mock_common/tls/x509.h"

namespace mock::jwt {
namespace {

constexpr int kBehindOthers = 5;

std::string Number(const EVP_PKEY* key, const char* name) {
  BIGNUM* raw = nullptr;
  EVP_PKEY_get_bn_param(key, name, &raw);
  const BignumPtr number(raw);
  if (!number) return "";
  std::string bytes(static_cast<std::size_t>(BN_num_bytes(number.get())), '\0');
  BN_bn2bin(number.get(), reinterpret_cast<unsigned char*>(bytes.data()));
  return bytes;
}

}  // namespace

SigningKey::Material SigningKey::MakeMaterial(absl::StatusOr<PkeyPtr> key, absl::Time now) {
  Material material;
  if (!key.ok()) {
    material.status = key.status();
    return material;
  }
  const std::string modulus = Number(key->get(), OSSL_PKEY_PARAM_RSA_N);
  CertificateSpec spec;
  spec.common_name = "accounts.accesscontrol.windows.net";  // as Entra's signing certificates
  spec.serial = Sha256(modulus).substr(0, 16);
  spec.serial[0] = static_cast<char>((spec.serial[0] & 0x7f) | 0x40);  // positive, 16 bytes
  spec.not_before = now - absl::Hours(24);
  spec.not_after = now + absl::Hours(24 * 365 * 5);
  const auto certificate = SignCertificate(spec, key->get(), nullptr, key->get());
  if (!certificate.ok()) {
    material.status = certificate.status();
    return material;
  }
  material.ready_to_sign.reset(EVP_MD_CTX_new());
  if (EVP_DigestSignInit(material.ready_to_sign.get(), nullptr, EVP_sha256(), nullptr,
                         key->get()) != 1) {
    material.status = OpensslError("cannot sign");
    return material;
  }
  material.certificate_der = CertificateToDer(certificate->get());
  material.kid = Base64UrlEncode(Sha1(material.certificate_der));
  material.modulus = Base64UrlEncode(modulus);
  material.exponent = Base64UrlEncode(Number(key->get(), OSSL_PKEY_PARAM_RSA_E));
  material.key = *std::move(key);
  return material;
}

std::shared_ptr<const SigningKey> SigningKey::Generate(absl::Time now) {
  return Make(GenerateRsaKey, now);
}

std::shared_ptr<const SigningKey> SigningKey::Make(std::function<absl::StatusOr<PkeyPtr>()> make,
                                                   absl::Time now) {
  auto material = std::async(std::launch::async, [make = std::move(make), now] {
    // On Linux of this thread alone, and those that it starts: whoever makes a key goes on with
    // something else, which is not to wait for a processor.
    const int priority = nice(kBehindOthers);
    static_cast<void>(priority);  // Without it, the key is made all the same.
    return MakeMaterial(make(), now);
  });
  return std::shared_ptr<const SigningKey>(new SigningKey(material.share()));
}

absl::StatusOr<std::shared_ptr<const SigningKey>> SigningKey::FromPem(absl::string_view pem,
                                                                      absl::Time now) {
  auto key = PrivateKeyFromPem(pem);
  if (!key.ok()) return key.status();
  if (!EVP_PKEY_is_a(key->get(), "RSA") || EVP_PKEY_get_bits(key->get()) < 2048) {
    return absl::InvalidArgumentError("a signing key must be RSA of at least 2048 bits");
  }
  std::promise<Material> ready;
  ready.set_value(MakeMaterial(std::move(key), now));
  std::shared_ptr<const SigningKey> signing_key(new SigningKey(ready.get_future().share()));
  if (!signing_key->status().ok()) return signing_key->status();
  return signing_key;
}

absl::StatusOr<std::string> SigningKey::SignRs256(absl::string_view data) const {
  const Material& material = material_.get();
  if (!material.status.ok()) return material.status;
  const MdCtxPtr context(EVP_MD_CTX_new());
  std::string signature(static_cast<std::size_t>(EVP_PKEY_get_size(material.key.get())), '\0');
  std::size_t size = signature.size();
  if (EVP_MD_CTX_copy_ex(context.get(), material.ready_to_sign.get()) != 1 ||
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                     reinterpret_cast<const unsigned char*>(data.data()), data.size()) != 1) {
    return OpensslError("cannot sign");
  }
  signature.resize(size);
  return signature;
}

}  // namespace mock::jwt
