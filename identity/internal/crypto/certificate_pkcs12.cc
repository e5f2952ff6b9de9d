#include "identity/internal/crypto/certificate_pkcs12.h"

#include <openssl/objects.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "identity/internal/crypto/oid_text.h"
#include "identity/internal/crypto/password_based_encryption.h"
#include "identity/internal/crypto/pbmac1.h"
#include "identity/internal/crypto/private_key.h"
#include "identity/internal/secrets/secret_string.h"

namespace azure::identity::internal {
namespace {

void FreeContents(STACK_OF(PKCS7) * contents) { sk_PKCS7_pop_free(contents, PKCS7_free); }
void FreeBags(STACK_OF(PKCS12_SAFEBAG) * bags) {
  sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
}
using ContentsPtr = std::unique_ptr<STACK_OF(PKCS7), OpensslDeleter<FreeContents>>;
using BagsPtr = std::unique_ptr<STACK_OF(PKCS12_SAFEBAG), OpensslDeleter<FreeBags>>;

template <typename... Parts>
absl::Status Error(const Parts&... parts) {
  return absl::InvalidArgumentError(absl::StrCat("pkcs12: ", parts...));
}

absl::Status Unreadable(absl::string_view why) { return Error("error reading P12 data: ", why); }

// Why `data` is no PKCS#12 file at all.
absl::Status ExplainUnreadable(absl::string_view data) {
  if (data.empty()) return Unreadable("the data is empty");
  const auto* content = reinterpret_cast<const unsigned char*>(data.data());
  long length = 0;
  int tag = 0;
  int tag_class = 0;
  const auto size = static_cast<long>(data.size());
  const int header = ASN1_get_object(&content, &length, &tag, &tag_class, size);
  // A length beyond the end is an error that still tells the tag.
  if (tag == V_ASN1_SEQUENCE && tag_class == V_ASN1_UNIVERSAL && (header & 0x80) != 0) {
    return Unreadable("the data is cut short");
  }
  std::string decoded;
  if (absl::StartsWith(data, "MI") && absl::Base64Unescape(data, &decoded)) {
    return Unreadable("the data is base64 text; decode it first");
  }
  if (absl::StrContains(data, "-----BEGIN ")) {
    return Unreadable("the data is PEM, and its first block is cut short or malformed");
  }
  return Unreadable("the data is neither PKCS#12 nor PEM");
}

// Reads one file.
class Loader {
 public:
  explicit Loader(absl::string_view password) : password_(password) {}

  absl::StatusOr<CertificateMaterial> Load(absl::string_view data) {
    if (absl::Status status = Parse(data); !status.ok()) return status;
    if (absl::Status status = CheckMac(data); !status.ok()) return status;
    if (absl::Status status = ReadContents(); !status.ok()) return status;
    return std::move(material_);
  }

 private:
  const char* password() const { return password_ ? password_->data() : nullptr; }
  int password_size() const { return password_ ? static_cast<int>(password_->size()) : 0; }

  absl::Status Parse(absl::string_view data);
  absl::Status CheckMac(absl::string_view data);
  absl::Status ReadContents();
  absl::StatusOr<BagsPtr> ReadBags(PKCS7* content);
  absl::Status ReadBag(PKCS12_SAFEBAG* bag);
  absl::Status AddCertificate(PKCS12_SAFEBAG* bag);
  absl::Status AddKey(const PKCS8_PRIV_KEY_INFO* info);
  absl::Status AddEncryptedKey(PKCS12_SAFEBAG* bag);

  PasswordDecryption decryption_;
  Pkcs12Ptr pfx_;
  // PKCS#12 tells the empty password from none, which is nullopt.
  std::optional<SecretString> password_;
  CertificateMaterial material_;
};

absl::Status Loader::Parse(absl::string_view data) {
  // Made with the context, which d2i then hands on to all that it reads.
  PKCS12* pfx = PKCS12_init_ex(NID_pkcs7_data, decryption_.context(), nullptr);
  const BioPtr input(BIO_new_mem_buf(data.data(), static_cast<int>(data.size())));
  const bool parsed = d2i_PKCS12_bio(input.get(), &pfx) != nullptr;
  pfx_.reset(pfx);
  if (!parsed) return ExplainUnreadable(data);
  if (BIO_pending(input.get()) != 0) return Unreadable("pkcs12: trailing data found");
  return absl::OkStatus();
}

absl::Status Loader::CheckMac(absl::string_view data) {
  const ASN1_OCTET_STRING* mac = nullptr;
  const X509_ALGOR* algorithm = nullptr;
  const ASN1_INTEGER* iterations = nullptr;
  PKCS12_get0_mac(&mac, &algorithm, nullptr, &iterations, pfx_.get());
  if (algorithm == nullptr) return Error("no MAC in data");
  if (IsPbmac1(algorithm)) {
    const auto is_right = VerifyPbmac1(data, algorithm, mac, *password_, &decryption_);
    if (!is_right.ok()) return is_right.status();
    return *is_right ? absl::OkStatus() : Error("decryption password incorrect");
  }
  const ASN1_OBJECT* digest = nullptr;
  X509_ALGOR_get0(&digest, nullptr, nullptr, algorithm);
  if (!MdPtr(EVP_MD_fetch(decryption_.context(), OidText(digest).c_str(), nullptr))) {
    return Error("unknown digest algorithm: ", OidText(digest));
  }
  if (absl::Status status = decryption_.CountIterations(iterations); !status.ok()) return status;
  if (PKCS12_verify_mac(pfx_.get(), password(), password_size()) == 1) return absl::OkStatus();
  if (password_->empty()) {
    password_.reset();
    if (PKCS12_verify_mac(pfx_.get(), nullptr, 0) == 1) return absl::OkStatus();
  }
  return Error("decryption password incorrect");
}

absl::Status Loader::ReadContents() {
  const ContentsPtr contents(PKCS12_unpack_authsafes(pfx_.get()));
  if (!contents) return Unreadable("its content is malformed");
  for (int i = 0; i < sk_PKCS7_num(contents.get()); ++i) {
    const auto bags = ReadBags(sk_PKCS7_value(contents.get(), i));
    if (!bags.ok()) return bags.status();
    for (int j = 0; j < sk_PKCS12_SAFEBAG_num(bags->get()); ++j) {
      absl::Status status = ReadBag(sk_PKCS12_SAFEBAG_value(bags->get(), j));
      if (!status.ok()) return status;
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<BagsPtr> Loader::ReadBags(PKCS7* content) {
  BagsPtr bags;
  switch (OBJ_obj2nid(content->type)) {
    case NID_pkcs7_data:
      bags.reset(PKCS12_unpack_p7data(content));
      if (!bags) return Unreadable("its content is malformed");
      return bags;
    case NID_pkcs7_encrypted: {
      const PKCS7_ENCRYPT* encrypted = content->d.encrypted;
      if (encrypted == nullptr || encrypted->enc_data == nullptr) {
        return Unreadable("its content is malformed");
      }
      absl::Status status = decryption_.Check(encrypted->enc_data->algorithm);
      if (!status.ok()) return status;
      bags.reset(PKCS12_unpack_p7encdata(content, password(), password_size()));
      if (!bags) return Error("decryption error, incorrect padding");
      return bags;
    }
    default:
      return Error("only data and encryptedData content types are supported in authenticated safe");
  }
}

absl::Status Loader::ReadBag(PKCS12_SAFEBAG* bag) {
  switch (PKCS12_SAFEBAG_get_nid(bag)) {
    case NID_certBag:
      return AddCertificate(bag);
    case NID_keyBag:
      return AddKey(PKCS12_SAFEBAG_get0_p8inf(bag));
    case NID_pkcs8ShroudedKeyBag:
      return AddEncryptedKey(bag);
    default:
      return absl::InvalidArgumentError(absl::StrCat(
          "don't know how to convert a safe bag of type ", OidText(PKCS12_SAFEBAG_get0_type(bag))));
  }
}

absl::Status Loader::AddCertificate(PKCS12_SAFEBAG* bag) {
  if (PKCS12_SAFEBAG_get_bag_nid(bag) != NID_x509Certificate) {
    return Error("only X509 certificates are supported");
  }
  const X509Ptr certificate(PKCS12_SAFEBAG_get1_cert(bag));
  unsigned char* der = nullptr;
  const int size = certificate ? i2d_X509(certificate.get(), &der) : -1;
  if (size < 0) return absl::InvalidArgumentError("x509: malformed certificate");
  material_.certificates.emplace_back(reinterpret_cast<char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return absl::OkStatus();
}

absl::Status Loader::AddKey(const PKCS8_PRIV_KEY_INFO* info) {
  if (material_.key) {
    return absl::InvalidArgumentError("certData contains multiple private keys");
  }
  auto key = PrivateKeyFromPkcs8(info);
  if (!key.ok()) return Error("error parsing PKCS#8 private key: ", key.status().message());
  material_.key = *std::move(key);
  return absl::OkStatus();
}

absl::Status Loader::AddEncryptedKey(PKCS12_SAFEBAG* bag) {
  const X509_ALGOR* algorithm = nullptr;
  X509_SIG_get0(PKCS12_SAFEBAG_get0_pkcs8(bag), &algorithm, nullptr);
  absl::Status status = decryption_.Check(algorithm);
  if (status.ok()) {
    const Pkcs8Ptr info(
        PKCS12_decrypt_skey_ex(bag, password(), password_size(), decryption_.context(), nullptr));
    if (info) return AddKey(info.get());
    status = Error("decryption error, incorrect padding");
  }
  return Error("error decrypting PKCS#8 shrouded key bag: ", status.message());
}

}  // namespace

absl::StatusOr<CertificateMaterial> LoadPkcs12(absl::string_view data, absl::string_view password) {
  return Loader(password).Load(data);
}

}  // namespace azure::identity::internal
