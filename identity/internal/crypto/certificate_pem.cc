#include "identity/internal/crypto/certificate_pem.h"

#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "identity/internal/crypto/password_based_encryption.h"
#include "identity/internal/crypto/private_key.h"

namespace azure::identity::internal {
namespace {

constexpr char kCertificate[] = "CERTIFICATE";
constexpr char kPkcs8[] = "PRIVATE KEY";
constexpr char kEncryptedPkcs8[] = "ENCRYPTED PRIVATE KEY";
constexpr char kPkcs1[] = "RSA PRIVATE KEY";

bool IsKey(absl::string_view type) {
  return type == kPkcs8 || type == kEncryptedPkcs8 || type == kPkcs1;
}

// RFC 1421, section 4.6.1.1: "Proc-Type: 4,ENCRYPTED".
bool HasTraditionalEncryption(const PemBlock& block) {
  const auto header = block.headers.find("Proc-Type");
  return header != block.headers.end() && absl::StrContains(header->second, "ENCRYPTED");
}

absl::Status IncorrectPassword() {
  return absl::InvalidArgumentError("x509: decryption password incorrect");
}

absl::Status CannotDecrypt(const absl::Status& why) {
  absl::string_view text = why.message();
  absl::ConsumePrefix(&text, "pkcs12: ");
  return absl::InvalidArgumentError(absl::StrCat("x509: cannot decrypt the private key: ", text));
}

absl::StatusOr<PkeyPtr> DecryptPkcs8(const PemBlock& block, absl::string_view password) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(block.bytes.data());
  const X509SigPtr encrypted(d2i_X509_SIG(nullptr, &bytes, static_cast<long>(block.bytes.size())));
  if (!encrypted) return absl::InvalidArgumentError("x509: malformed private key");
  PasswordDecryption decryption;
  const auto info = decryption.DecryptPkcs8(encrypted.get(), password);
  if (!info.ok()) return CannotDecrypt(info.status());
  if (*info == nullptr) return IncorrectPassword();
  return PrivateKeyFromPkcs8(info->get());
}

absl::StatusOr<PkeyPtr> DecryptTraditional(const PemBlock& block, absl::string_view password) {
  const auto dek_info = block.headers.find("DEK-Info");
  PasswordDecryption decryption;
  const auto der = decryption.DecryptTraditional(
      dek_info == block.headers.end() ? "" : dek_info->second, block.bytes, password);
  if (!der.ok()) return CannotDecrypt(der.status());
  // The padding of one wrong password in 256 looks right; what it hides does not.
  auto key = PrivateKeyFromPkcs1Der(*der);
  if (!key.ok()) return IncorrectPassword();
  return key;
}

absl::StatusOr<PkeyPtr> ReadKey(const PemBlock& block, absl::string_view password) {
  if (block.type == kEncryptedPkcs8) return DecryptPkcs8(block, password);
  if (HasTraditionalEncryption(block)) return DecryptTraditional(block, password);
  return block.type == kPkcs8 ? PrivateKeyFromPkcs8Der(block.bytes)
                              : PrivateKeyFromPkcs1Der(block.bytes);
}

}  // namespace

absl::StatusOr<CertificateMaterial> LoadPem(const PemText& pem, absl::string_view password) {
  CertificateMaterial material;
  for (const std::string& type : pem.malformed) {
    const std::string hint = absl::StrCat("the PEM block ", type, " is cut short or malformed");
    if (type == kCertificate) material.certificate_hint = hint;
    if (IsKey(type)) material.key_hint = hint;
  }
  for (const PemBlock& block : pem.blocks) {
    if (block.type == kCertificate) material.certificates.emplace_back(block.bytes.view());
    if (!IsKey(block.type)) continue;
    if (material.key) {
      return absl::InvalidArgumentError("certData contains multiple private keys");
    }
    const bool encrypted = block.type == kEncryptedPkcs8 || HasTraditionalEncryption(block);
    if (encrypted && password.empty()) {
      material.key_hint = "it is encrypted, and no password was given";
      continue;
    }
    auto key = ReadKey(block, password);
    if (!key.ok()) return key.status();
    material.key = *std::move(key);
  }
  return material;
}

}  // namespace azure::identity::internal
