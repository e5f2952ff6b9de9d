#include "identity/internal/crypto/password_based_encryption.h"

#include <openssl/asn1t.h>
#include <openssl/objects.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "identity/internal/crypto/oid_text.h"
#include "identity/internal/secrets/secret_string.h"

namespace azure::identity::internal {
namespace {

// Many times what any tool uses today; takes seconds.
constexpr std::int64_t kMaxIterations = 5'000'000;

using PbeParameterPtr = std::unique_ptr<PBEPARAM, OpensslDeleter<PBEPARAM_free>>;
using Pbes2ParameterPtr = std::unique_ptr<PBE2PARAM, OpensslDeleter<PBE2PARAM_free>>;
using Pbkdf2ParameterPtr = std::unique_ptr<PBKDF2PARAM, OpensslDeleter<PBKDF2PARAM_free>>;
using ScryptParameterPtr = std::unique_ptr<SCRYPT_PARAMS, OpensslDeleter<SCRYPT_PARAMS_free>>;

const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// A count that is not a number of reasonable size is as good as an endless one.
std::int64_t Value(const ASN1_INTEGER* number) {
  std::int64_t value = 0;
  if (ASN1_INTEGER_get_int64(&value, number) != 1 || value < 0) return kMaxIterations + 1;
  return std::min(value, kMaxIterations + 1);
}

// The decoded parameter; null if it is not what `item` describes.
template <typename Ptr>
Ptr Unpack(const ASN1_TYPE* parameter, const ASN1_ITEM* item) {
  if (parameter == nullptr) return nullptr;
  return Ptr(static_cast<typename Ptr::pointer>(ASN1_TYPE_unpack_sequence(item, parameter)));
}

int NidOf(const X509_ALGOR* algorithm, const ASN1_TYPE*& parameter) {
  const ASN1_OBJECT* oid = nullptr;
  int type = 0;
  const void* value = nullptr;
  X509_ALGOR_get0(&oid, &type, &value, algorithm);
  parameter = algorithm->parameter;
  return OBJ_obj2nid(oid);
}

}  // namespace

PasswordDecryption::PasswordDecryption()
    : context_(OSSL_LIB_CTX_new()),
      default_provider_(OSSL_PROVIDER_load(context_.get(), "default")),
      legacy_provider_(OSSL_PROVIDER_load(context_.get(), "legacy")) {}

bool PasswordDecryption::HasCipher(const char* name) const {
  return CipherPtr(EVP_CIPHER_fetch(context_.get(), name, nullptr)) != nullptr;
}

bool PasswordDecryption::IsSupportedPbes2(const ASN1_TYPE* parameter, std::int64_t& cost) const {
  const auto pbes2 = Unpack<Pbes2ParameterPtr>(parameter, ASN1_ITEM_rptr(PBE2PARAM));
  const ASN1_TYPE* ignored = nullptr;
  if (!pbes2 || !HasCipher(OBJ_nid2sn(NidOf(pbes2->encryption, ignored)))) return false;
  const ASN1_TYPE* key_parameter = nullptr;
  switch (NidOf(pbes2->keyfunc, key_parameter)) {
    case NID_id_pbkdf2: {
      const auto pbkdf2 = Unpack<Pbkdf2ParameterPtr>(key_parameter, ASN1_ITEM_rptr(PBKDF2PARAM));
      if (!pbkdf2) return false;
      cost = Value(pbkdf2->iter);
      return pbkdf2->prf == nullptr || EVP_PBE_find(EVP_PBE_TYPE_PRF, NidOf(pbkdf2->prf, ignored),
                                                    nullptr, nullptr, nullptr) == 1;
    }
    case NID_id_scrypt: {
      const auto scrypt = Unpack<ScryptParameterPtr>(key_parameter, ASN1_ITEM_rptr(SCRYPT_PARAMS));
      if (!scrypt) return false;
      // Of 128 bytes each, which take about as long as an iteration of PBKDF2.
      const std::int64_t blocks =
          std::min(Value(scrypt->costParameter) * Value(scrypt->blockSize), kMaxIterations + 1);
      cost = blocks * Value(scrypt->parallelizationParameter);
      return true;
    }
    default:
      return false;
  }
}

bool PasswordDecryption::IsSupported(const X509_ALGOR* algorithm, std::int64_t& cost) const {
  const ASN1_TYPE* parameter = nullptr;
  const int nid = NidOf(algorithm, parameter);
  if (nid == NID_pbes2) return IsSupportedPbes2(parameter, cost);
  int cipher = NID_undef;
  if (EVP_PBE_find(EVP_PBE_TYPE_OUTER, nid, &cipher, nullptr, nullptr) != 1) return false;
  const auto pbe = Unpack<PbeParameterPtr>(parameter, ASN1_ITEM_rptr(PBEPARAM));
  if (!pbe || !HasCipher(OBJ_nid2sn(cipher))) return false;
  cost = Value(pbe->iter);
  return true;
}

absl::Status PasswordDecryption::Check(const X509_ALGOR* algorithm) {
  std::int64_t cost = 0;
  if (IsSupported(algorithm, cost)) return Count(cost);
  const ASN1_OBJECT* oid = nullptr;
  X509_ALGOR_get0(&oid, nullptr, nullptr, algorithm);
  return absl::InvalidArgumentError(
      absl::StrCat("pkcs12: algorithm ", OidText(oid), " is not supported"));
}

absl::Status PasswordDecryption::CountIterations(const ASN1_INTEGER* iterations) {
  return Count(iterations == nullptr ? 1 : Value(iterations));
}

absl::Status PasswordDecryption::Count(std::int64_t iterations) {
  iterations_ += iterations;
  if (iterations_ <= kMaxIterations) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("pkcs12: the iteration count exceeds ", kMaxIterations));
}

absl::StatusOr<Pkcs8Ptr> PasswordDecryption::DecryptPkcs8(const X509_SIG* encrypted,
                                                          absl::string_view password) {
  const X509_ALGOR* algorithm = nullptr;
  X509_SIG_get0(encrypted, &algorithm, nullptr);
  if (absl::Status status = Check(algorithm); !status.ok()) return status;
  return Pkcs8Ptr(PKCS8_decrypt_ex(encrypted, password.data(), static_cast<int>(password.size()),
                                   context_.get(), nullptr));
}

absl::StatusOr<SecretString> PasswordDecryption::DecryptTraditional(absl::string_view dek_info,
                                                                    absl::string_view encrypted,
                                                                    absl::string_view password) {
  const std::vector<std::string> parts = absl::StrSplit(dek_info, ',');
  const auto is_hex = [](absl::string_view text) {
    for (const char c : text) {
      if (!absl::ascii_isxdigit(static_cast<unsigned char>(c))) return false;
    }
    return !text.empty() && text.size() % 2 == 0;
  };
  if (parts.size() != 2 || !is_hex(parts[1])) {
    return absl::InvalidArgumentError("malformed DEK-Info header");
  }
  const CipherPtr cipher(EVP_CIPHER_fetch(context_.get(), parts[0].c_str(), nullptr));
  const MdPtr md5(EVP_MD_fetch(context_.get(), "MD5", nullptr));
  if (!cipher || !md5) {
    return absl::InvalidArgumentError(absl::StrCat("algorithm ", parts[0], " is not supported"));
  }
  const std::string iv = absl::HexStringToBytes(parts[1]);
  if (iv.size() != static_cast<std::size_t>(EVP_CIPHER_get_iv_length(cipher.get())) ||
      iv.size() < PKCS5_SALT_LEN) {
    return absl::InvalidArgumentError("malformed DEK-Info header");
  }

  // The key comes from one round of MD5 over the password and the IV's start.
  unsigned char key[EVP_MAX_KEY_LENGTH];
  const CipherCtxPtr decryption(EVP_CIPHER_CTX_new());
  std::string plain(encrypted.size() + EVP_MAX_BLOCK_LENGTH, '\0');
  auto* out = reinterpret_cast<unsigned char*>(plain.data());
  int length = 0;
  int last = 0;
  const bool done =
      EVP_BytesToKey(cipher.get(), md5.get(), Bytes(iv), Bytes(password),
                     static_cast<int>(password.size()), 1, key, nullptr) > 0 &&
      EVP_DecryptInit_ex2(decryption.get(), cipher.get(), key, Bytes(iv), nullptr) == 1 &&
      EVP_DecryptUpdate(decryption.get(), out, &length, Bytes(encrypted),
                        static_cast<int>(encrypted.size())) == 1 &&
      EVP_DecryptFinal_ex(decryption.get(), out + length, &last) == 1;
  OPENSSL_cleanse(key, sizeof key);
  plain.resize(done ? static_cast<std::size_t>(length) + static_cast<std::size_t>(last) : 0);
  return SecretString(std::move(plain));
}

}  // namespace azure::identity::internal
