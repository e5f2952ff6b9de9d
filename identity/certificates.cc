#include "identity/certificates.h"

#include <openssl/evp.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "identity/internal/crypto/certificate_material.h"
#include "identity/internal/crypto/certificate_pem.h"
#include "identity/internal/crypto/certificate_pkcs12.h"
#include "identity/internal/crypto/openssl_error.h"
#include "identity/internal/crypto/openssl_ptr.h"
#include "identity/internal/crypto/pem.h"
#include "identity/internal/crypto/private_key.h"

namespace azure::identity {
namespace {

// OpenSSL counts in ints. The largest real files are a few kilobytes.
constexpr std::size_t kMaxSize = 16 << 20;

std::string Digest(const EVP_MD* type, absl::string_view data) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EVP_Digest(data.data(), data.size(), digest, &size, type, nullptr);
  return std::string(reinterpret_cast<char*>(digest), size);
}

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
  return std::shared_ptr<const Certificate>(new Certificate(der));
}

Certificate::Certificate(absl::string_view der)
    : der_(der),
      sha1_thumbprint_(Digest(EVP_sha1(), der)),
      sha256_thumbprint_(Digest(EVP_sha256(), der)) {}

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
