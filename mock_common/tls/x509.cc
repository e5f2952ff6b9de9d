#include "mock_common/tls/x509.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <memory>

namespace mock {
namespace {

using ExtensionPtr = std::unique_ptr<X509_EXTENSION, OpensslDeleter<X509_EXTENSION_free>>;

BioPtr ReadFrom(absl::string_view text) {
  return BioPtr(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

// What `write` writes to a BIO.
template <typename Write>
std::string Written(const Write& write) {
  const BioPtr bio(BIO_new(BIO_s_mem()));
  write(bio.get());
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return std::string(data, static_cast<std::size_t>(size));
}

// Nobody is asked for a passphrase: an encrypted key just does not parse.
int NoPassphrase(char*, int, int, void*) { return 0; }

bool SetSerial(X509* certificate, const std::string& bytes) {
  const BignumPtr serial(BN_new());
  if (bytes.empty()) {
    // 127 bits: positive, and unique without a register (RFC 5280, 4.1.2.2).
    if (BN_rand(serial.get(), 127, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) != 1) return false;
  } else if (BN_bin2bn(reinterpret_cast<const unsigned char*>(bytes.data()),
                       static_cast<int>(bytes.size()), serial.get()) == nullptr) {
    return false;
  }
  return BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool AddExtensions(const CertificateSpec& spec, X509* issuer, X509* certificate) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509V3_set_ctx_nodb(&context);
  const auto add = [&](const ExtensionPtr& extension) {
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
  };
  for (const auto& [nid, value] : spec.extensions) {
    if (!add(ExtensionPtr(X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str())))) {
      return false;
    }
  }
  for (const auto& [oid, value] : spec.extensions_by_oid) {
    if (!add(ExtensionPtr(X509V3_EXT_conf(nullptr, &context, oid.c_str(), value.c_str())))) {
      return false;
    }
  }
  return true;
}

bool AddToName(const char* type, const std::string& text, X509_NAME* name) {
  return X509_NAME_add_entry_by_txt(name, type, MBSTRING_UTF8,
                                    reinterpret_cast<const unsigned char*>(text.data()),
                                    static_cast<int>(text.size()), -1, 0) == 1;
}

bool IsP256(EVP_PKEY* key) {
  char group[16] = "";
  return EVP_PKEY_is_a(key, "EC") && EVP_PKEY_get_group_name(key, group, sizeof group, nullptr) &&
         absl::string_view(group) == SN_X9_62_prime256v1;
}

// As X509_set_pubkey, which takes longer than all else that a certificate needs: it encodes and
// decodes the key by way of all encodings that OpenSSL knows.
bool SetPublicKey(EVP_PKEY* key, X509* certificate) {
  if (!IsP256(key)) return X509_set_pubkey(certificate, key) == 1;
  unsigned char* point = nullptr;
  const std::size_t size = EVP_PKEY_get1_encoded_public_key(key, &point);
  const bool set =
      size != 0 &&
      X509_PUBKEY_set0_param(X509_get_X509_PUBKEY(certificate),
                             OBJ_nid2obj(NID_X9_62_id_ecPublicKey), V_ASN1_OBJECT,
                             OBJ_nid2obj(NID_X9_62_prime256v1), point, static_cast<int>(size)) == 1;
  if (!set) OPENSSL_free(point);  // else the certificate's
  return set;
}

}  // namespace

absl::StatusOr<X509Ptr> SignCertificate(const CertificateSpec& spec, EVP_PKEY* key, X509* issuer,
                                        EVP_PKEY* issuer_key) {
  X509Ptr certificate(X509_new());
  X509* const x509 = certificate.get();
  X509_NAME* const subject = X509_get_subject_name(x509);
  const std::string common_name = spec.common_name.substr(0, 64);
  const bool filled =
      X509_set_version(x509, X509_VERSION_3) && SetSerial(x509, spec.serial) &&
      (spec.domain_component.empty() || AddToName("DC", spec.domain_component, subject)) &&
      AddToName("CN", common_name, subject) &&
      X509_set_issuer_name(x509, issuer ? X509_get_subject_name(issuer) : subject) &&
      ASN1_TIME_set(X509_getm_notBefore(x509), absl::ToTimeT(spec.not_before)) &&
      ASN1_TIME_set(X509_getm_notAfter(x509), absl::ToTimeT(spec.not_after)) &&
      SetPublicKey(key, x509);
  if (!filled) return OpensslError("cannot make a certificate");
  if (!AddExtensions(spec, issuer ? issuer : x509, x509)) {
    return OpensslError("cannot add an extension to a certificate");
  }
  if (X509_sign(x509, issuer_key, EVP_sha256()) == 0) {
    return OpensslError("cannot sign a certificate");
  }
  return certificate;
}

absl::StatusOr<X509Ptr> MakeCertificate(const CertificateSpec& spec, EVP_PKEY* key, X509* issuer,
                                        EVP_PKEY* issuer_key) {
  const auto certificate = SignCertificate(spec, key, issuer, issuer_key);
  if (!certificate.ok()) return certificate.status();
  return CertificateFromDer(CertificateToDer(certificate->get()));
}

absl::StatusOr<PkeyPtr> GenerateP256Key() {
  PkeyPtr key(EVP_EC_gen("P-256"));
  if (!key) return OpensslError("cannot generate a P-256 key");
  return key;
}

std::string CertificateToPem(X509* certificate) {
  return Written([&](BIO* bio) { PEM_write_bio_X509(bio, certificate); });
}

std::string CertificateToDer(X509* certificate) {
  return Written([&](BIO* bio) { i2d_X509_bio(bio, certificate); });
}

std::string PrivateKeyToPem(EVP_PKEY* key) {
  return Written([&](BIO* bio) {
    PEM_write_bio_PKCS8PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr);
  });
}

absl::StatusOr<X509Ptr> CertificateFromPem(absl::string_view pem) {
  X509Ptr certificate(PEM_read_bio_X509(ReadFrom(pem).get(), nullptr, NoPassphrase, nullptr));
  if (!certificate) {
    ERR_clear_error();
    return absl::InvalidArgumentError("no PEM certificate found");
  }
  return certificate;
}

absl::StatusOr<X509Ptr> CertificateFromDer(absl::string_view der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const unsigned char* const end = at + der.size();
  X509Ptr certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  if (!certificate || at != end) {
    ERR_clear_error();
    return absl::InvalidArgumentError("not a certificate in DER");
  }
  return certificate;
}

absl::StatusOr<PkeyPtr> PrivateKeyFromPem(absl::string_view pem) {
  PkeyPtr key(PEM_read_bio_PrivateKey(ReadFrom(pem).get(), nullptr, NoPassphrase, nullptr));
  if (!key) {
    ERR_clear_error();
    return absl::InvalidArgumentError("no unencrypted PEM private key found");
  }
  return key;
}

std::string PartOfName(const X509_NAME* name, int nid) {
  const int index = X509_NAME_get_index_by_NID(name, nid, -1);
  if (index < 0) return "";
  unsigned char* utf8 = nullptr;
  const int size =
      ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, index)));
  if (size < 0) {
    ERR_clear_error();
    return "";
  }
  std::string text(reinterpret_cast<char*>(utf8), static_cast<std::size_t>(size));
  OPENSSL_free(utf8);
  return text;
}

}  // namespace mock
