#include "identity/certificates.h"

#include <openssl/evp.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "identity/internal/crypto/certificate_material.h"
#include "identity/internal/crypto/certificate_pem.h"
#include "identity/internal/crypto/certificate_pkcs12.h"
#include "identity/internal/crypto/digest.h"
#include "identity/internal/crypto/openssl_error.h"
#include "identity/internal/crypto/openssl_ptr.h"
#include "identity/internal/crypto/pem.h"
#include "identity/internal/crypto/private_key.h"

namespace azure::identity {
namespace {

// OpenSSL counts in ints. The largest real files are a few kilobytes.
constexpr std::size_t kMaxSize = 16 << 20;

absl::StatusOr<internal::CertificateMaterial> Load(absl::string_view data,
                                                   absl::string_view password) {
  const internal::PemText pem = internal::ReadPem(data);
  return pem.blocks.empty() ? internal::LoadPkcs12(data, password)
                            : internal::LoadPem(pem, password);
}

absl::Status NotFound(absl::string_view what, absl::string_view hint) {
  return absl::InvalidArgumentError(
      absl::StrCat("found no ", what, hint.empty() ? "" : ": ", hint));
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Certificate>> Certificate::FromDer(absl::string_view der) {
  const internal::OpensslErrorScope errors;
  const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
  const unsigned char* end = bytes;
  const internal::X509Ptr parsed(d2i_X509(nullptr, &end, static_cast<long>(der.size())));
  if (!parsed || end != bytes + der.size()) {
    return absl::InvalidArgumentError("x509: malformed certificate");
  }
  absl::StatusOr<std::string> sha1 = internal::Digest("SHA1", der);
  if (!sha1.ok()) return sha1.status();
  absl::StatusOr<std::string> sha256 = internal::Digest("SHA256", der);
  if (!sha256.ok()) return sha256.status();
  return std::shared_ptr<const Certificate>(
      new Certificate(der, *std::move(sha1), *std::move(sha256)));
}

Certificate::Certificate(absl::string_view der, std::string sha1, std::string sha256)
    : der_(der), sha1_thumbprint_(std::move(sha1)), sha256_thumbprint_(std::move(sha256)) {}

PrivateKey::PrivateKey(std::shared_ptr<const internal::PrivateKeyHandle> handle)
    : handle_(std::move(handle)) {}

bool PrivateKey::is_rsa() const { return EVP_PKEY_is_a(handle_->key.get(), "RSA") == 1; }
int PrivateKey::bits() const { return EVP_PKEY_get_bits(handle_->key.get()); }

absl::StatusOr<CertificatesAndKey> ParseCertificates(absl::string_view data,
                                                     absl::string_view password) {
  if (data.size() > kMaxSize || password.size() > kMaxSize) {
    return absl::InvalidArgumentError("certificate data or password is larger than 16 MiB");
  }
  const internal::OpensslErrorScope errors;
  auto material = Load(data, password);
  if (!material.ok()) return material.status();
  CertificatesAndKey result;
  for (const std::string& der : material->certificates) {
    auto certificate = Certificate::FromDer(der);
    if (!certificate.ok()) return certificate.status();
    result.certificates.push_back(*std::move(certificate));
  }
  if (result.certificates.empty()) return NotFound("certificate", material->certificate_hint);
  if (!material->key) return NotFound("private key", material->key_hint);
  result.key =
      std::make_shared<const PrivateKey>(std::make_shared<const internal::PrivateKeyHandle>(
          internal::PrivateKeyHandle{std::move(material->key)}));
  return result;
}

}  // namespace azure::identity
