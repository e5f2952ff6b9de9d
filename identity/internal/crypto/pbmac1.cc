#include "identity/internal/crypto/pbmac1.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/objects.h>
#include <openssl/x509.h>

#include <cstddef>
#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "identity/internal/crypto/oid_text.h"
#include "identity/internal/crypto/openssl_ptr.h"

namespace azure::identity::internal {
namespace {

using ConstBytes = const unsigned char*;
// PBMAC1-params has the form of PBES2-params: two algorithms.
using ParamsPtr = std::unique_ptr<PBE2PARAM, OpensslDeleter<PBE2PARAM_free>>;
using KdfPtr = std::unique_ptr<PBKDF2PARAM, OpensslDeleter<PBKDF2PARAM_free>>;
using Pkcs7Ptr = std::unique_ptr<PKCS7, OpensslDeleter<PKCS7_free>>;

constexpr char kPbmac1[] = "1.2.840.113549.1.5.14";
constexpr long kMostKeyBytes = 1024;

absl::Status MalformedPbmac1() {
  return absl::InvalidArgumentError("pkcs12: the PBMAC1 is malformed");
}

const ASN1_OBJECT* IdOf(const X509_ALGOR* algorithm) {
  const ASN1_OBJECT* id = nullptr;
  X509_ALGOR_get0(&id, nullptr, nullptr, algorithm);
  return id;
}

// The DER of the algorithm's parameters; null if they are no sequence.
const ASN1_STRING* ParametersOf(const X509_ALGOR* algorithm) {
  int type = 0;
  const void* value = nullptr;
  X509_ALGOR_get0(nullptr, &type, &value, algorithm);
  return type == V_ASN1_SEQUENCE ? static_cast<const ASN1_STRING*>(value) : nullptr;
}

template <auto kParse>
auto ParseAs(const ASN1_STRING* text) {
  ConstBytes bytes = text == nullptr ? nullptr : ASN1_STRING_get0_data(text);
  return text == nullptr ? nullptr : kParse(nullptr, &bytes, ASN1_STRING_length(text));
}

// The digest of an HMAC; null, with an error, if there is no such one.
absl::StatusOr<const EVP_MD*> DigestOf(const X509_ALGOR* hmac) {
  int digest = NID_undef;
  const int nid = hmac == nullptr ? NID_hmacWithSHA1 : OBJ_obj2nid(IdOf(hmac));
  const bool found = EVP_PBE_find(EVP_PBE_TYPE_PRF, nid, nullptr, &digest, nullptr) == 1;
  const EVP_MD* const md = found ? EVP_get_digestbynid(digest) : nullptr;
  if (md != nullptr) return md;
  return absl::InvalidArgumentError(
      absl::StrCat("pkcs12: unknown function in PBMAC1: ", OidText(IdOf(hmac))));
}

// What the MAC is made of: the content of the file's second member.
Pkcs7Ptr AuthenticatedSafe(absl::string_view der) {
  ConstBytes at = reinterpret_cast<ConstBytes>(der.data());
  const ConstBytes end = at + der.size();
  long length = 0;
  int tag = 0, tag_class = 0;
  if (ASN1_get_object(&at, &length, &tag, &tag_class, end - at) != V_ASN1_CONSTRUCTED ||
      tag != V_ASN1_SEQUENCE) {
    return nullptr;
  }
  if (ASN1_get_object(&at, &length, &tag, &tag_class, end - at) != 0 || tag != V_ASN1_INTEGER) {
    return nullptr;
  }
  at += length;
  return Pkcs7Ptr(d2i_PKCS7(nullptr, &at, end - at));
}

}  // namespace

bool IsPbmac1(const X509_ALGOR* algorithm) { return OidText(IdOf(algorithm)) == kPbmac1; }

absl::StatusOr<bool> VerifyPbmac1(absl::string_view der, const X509_ALGOR* algorithm,
                                  const ASN1_OCTET_STRING* mac, absl::string_view password,
                                  PasswordDecryption* decryption) {
  const ParamsPtr params(ParseAs<d2i_PBE2PARAM>(ParametersOf(algorithm)));
  if (params == nullptr) return MalformedPbmac1();
  if (OBJ_obj2nid(IdOf(params->keyfunc)) != NID_id_pbkdf2) {
    return absl::InvalidArgumentError(
        absl::StrCat("pkcs12: unknown function in PBMAC1: ", OidText(IdOf(params->keyfunc))));
  }
  const KdfPtr kdf(ParseAs<d2i_PBKDF2PARAM>(ParametersOf(params->keyfunc)));
  if (kdf == nullptr || kdf->keylength == nullptr || kdf->salt->type != V_ASN1_OCTET_STRING) {
    return MalformedPbmac1();
  }
  const long key_size = ASN1_INTEGER_get(kdf->keylength);
  if (key_size <= 0 || key_size > kMostKeyBytes) return MalformedPbmac1();
  const absl::StatusOr<const EVP_MD*> prf = DigestOf(kdf->prf);
  if (!prf.ok()) return prf.status();
  const absl::StatusOr<const EVP_MD*> digest = DigestOf(params->encryption);
  if (!digest.ok()) return digest.status();
  if (absl::Status status = decryption->CountIterations(kdf->iter); !status.ok()) return status;

  const ASN1_OCTET_STRING* const salt = kdf->salt->value.octet_string;
  std::vector<unsigned char> key(static_cast<std::size_t>(key_size));
  if (PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()),
                        ASN1_STRING_get0_data(salt), ASN1_STRING_length(salt),
                        static_cast<int>(ASN1_INTEGER_get(kdf->iter)), *prf,
                        static_cast<int>(key.size()), key.data()) != 1) {
    return MalformedPbmac1();
  }
  const Pkcs7Ptr safe = AuthenticatedSafe(der);
  if (safe == nullptr || !PKCS7_type_is_data(safe.get()) || safe->d.data == nullptr) {
    return MalformedPbmac1();
  }
  unsigned char made[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  const bool is_made =
      HMAC(*digest, key.data(), static_cast<int>(key.size()), ASN1_STRING_get0_data(safe->d.data),
           static_cast<std::size_t>(ASN1_STRING_length(safe->d.data)), made, &size) != nullptr;
  OPENSSL_cleanse(key.data(), key.size());
  return is_made && static_cast<int>(size) == ASN1_STRING_length(mac) &&
         CRYPTO_memcmp(made, ASN1_STRING_get0_data(mac), size) == 0;
}

}  // namespace azure::identity::internal
