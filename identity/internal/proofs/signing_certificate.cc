#include "identity/internal/proofs/signing_certificate.h"

#include <openssl/rsa.h>

#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "identity/internal/crypto/openssl_error.h"
#include "identity/internal/crypto/openssl_ptr.h"
#include "identity/internal/crypto/private_key.h"

namespace azure::identity::internal {
namespace {

constexpr int kMinimumBits = 1024;  // Go's crypto/rsa

bool BelongsTo(const Certificate& certificate, const EVP_PKEY* key) {
  const auto* der = reinterpret_cast<const unsigned char*>(certificate.der().data());
  const X509Ptr parsed(d2i_X509(nullptr, &der, static_cast<long>(certificate.der().size())));
  const EVP_PKEY* certified = parsed ? X509_get0_pubkey(parsed.get()) : nullptr;
  return certified != nullptr && EVP_PKEY_eq(certified, key) == 1;
}

bool UsePss(EVP_PKEY_CTX* context) {
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
}

}  // namespace

absl::StatusOr<SigningCertificate> SigningCertificate::Create(
    const std::vector<std::shared_ptr<const Certificate>>& certificates,
    std::shared_ptr<const PrivateKey> key) {
  const OpensslErrorScope errors;
  if (key == nullptr || !key->is_rsa()) {
    return absl::InvalidArgumentError("key must be an RSA key");
  }
  SigningCertificate result;
  for (const auto& certificate : certificates) {
    if (certificate == nullptr) continue;
    std::string base64 = absl::Base64Escape(certificate->der());
    if (BelongsTo(*certificate, key->handle().key.get())) {
      result.certificate_ = certificate;
      result.x5c_.insert(result.x5c_.begin(), std::move(base64));
    } else {
      result.x5c_.push_back(std::move(base64));
    }
  }
  if (result.certificate_ == nullptr) {
    return absl::InvalidArgumentError("key doesn't match any certificate");
  }
  result.key_ = std::move(key);
  return result;
}

absl::StatusOr<std::string> SigningCertificate::Sign(SignatureAlgorithm algorithm,
                                                     absl::string_view data) const {
  if (key_->bits() < kMinimumBits) {
    return absl::InvalidArgumentError(
        absl::StrCat("unable to sign JWT token: crypto/rsa: ", key_->bits(),
                     "-bit keys are insecure (see "
                     "https://go.dev/pkg/crypto/rsa#hdr-Minimum_key_size)"));
  }
  const OpensslErrorScope errors;
  EVP_PKEY* const key = key_->handle().key.get();
  const MdCtxPtr context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* key_context = nullptr;  // owned by `context`
  std::string signature(static_cast<std::size_t>(EVP_PKEY_get_size(key)), '\0');
  std::size_t size = signature.size();
  if (EVP_DigestSignInit(context.get(), &key_context, EVP_sha256(), nullptr, key) != 1 ||
      (algorithm == SignatureAlgorithm::kPs256 && !UsePss(key_context)) ||
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                     reinterpret_cast<const unsigned char*>(data.data()), data.size()) != 1) {
    return absl::InvalidArgumentError(
        absl::StrCat("unable to sign JWT token: ", LastOpensslReason()));
  }
  signature.resize(size);
  return signature;
}

}  // namespace azure::identity::internal
