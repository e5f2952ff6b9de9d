#include "identity/internal/crypto/private_key.h"

#include <openssl/objects.h>

#include "absl/strings/str_cat.h"
#include "identity/internal/crypto/oid_text.h"

namespace azure::identity::internal {
namespace {

absl::Status Malformed() { return absl::InvalidArgumentError("x509: malformed private key"); }

}  // namespace

absl::StatusOr<PkeyPtr> PrivateKeyFromPkcs8(const PKCS8_PRIV_KEY_INFO* info) {
  PkeyPtr key(EVP_PKCS82PKEY(info));
  if (key) return key;
  const ASN1_OBJECT* algorithm = nullptr;
  PKCS8_pkey_get0(&algorithm, nullptr, nullptr, nullptr, info);
  if (OBJ_obj2nid(algorithm) == NID_rsaEncryption) return Malformed();
  return absl::InvalidArgumentError(absl::StrCat(
      "x509: PKCS#8 wrapping contained private key with unknown algorithm: ", OidText(algorithm)));
}

absl::StatusOr<PkeyPtr> PrivateKeyFromPkcs8Der(absl::string_view der) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
  const unsigned char* end = bytes;
  const Pkcs8Ptr info(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &end, static_cast<long>(der.size())));
  if (!info || end != bytes + der.size()) return PrivateKeyFromPkcs1Der(der);
  return PrivateKeyFromPkcs8(info.get());
}

absl::StatusOr<PkeyPtr> PrivateKeyFromPkcs1Der(absl::string_view der) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
  const unsigned char* end = bytes;
  // OpenSSL would read it all the same.
  if (Pkcs8Ptr(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &end, static_cast<long>(der.size()))) != nullptr) {
    return absl::InvalidArgumentError(
        "x509: failed to parse private key (use ParsePKCS8PrivateKey instead for this key format)");
  }
  end = bytes;
  PkeyPtr key(d2i_PrivateKey(EVP_PKEY_RSA, nullptr, &end, static_cast<long>(der.size())));
  if (!key || end != bytes + der.size()) return Malformed();
  return key;
}

}  // namespace azure::identity::internal
