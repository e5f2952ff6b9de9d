#include "mock_common/tls/certificate_request.h"

#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/x509.h>

#include <memory>

#include "mock_common/tls/openssl.h"
#include "mock_common/tls/x509.h"

namespace mock {
namespace {

using X509ReqPtr = std::unique_ptr<X509_REQ, OpensslDeleter<X509_REQ_free>>;

std::string OidOf(const ASN1_OBJECT* object) {
  char oid[128] = "";
  OBJ_obj2txt(oid, sizeof oid, object, /*no_name=*/1);
  return oid;
}

std::string PublicKeyToDer(EVP_PKEY* key) {
  unsigned char* der = nullptr;
  const int size = i2d_PUBKEY(key, &der);
  if (size <= 0) return "";
  std::string bytes(reinterpret_cast<char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return bytes;
}

std::map<std::string, std::string> TextsOf(const X509_REQ* request) {
  std::map<std::string, std::string> texts;
  for (int i = 0; i < X509_REQ_get_attr_count(request); ++i) {
    X509_ATTRIBUTE* const attribute = X509_REQ_get_attr(request, i);
    const ASN1_TYPE* const value = X509_ATTRIBUTE_get0_type(attribute, 0);
    if (value == nullptr || value->type != V_ASN1_UTF8STRING) continue;
    const ASN1_STRING* const text = value->value.utf8string;
    texts.emplace(OidOf(X509_ATTRIBUTE_get0_object(attribute)),
                  std::string(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                              static_cast<std::size_t>(ASN1_STRING_length(text))));
  }
  return texts;
}

}  // namespace

absl::StatusOr<CertificateRequest> ReadCertificateRequest(absl::string_view der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const unsigned char* const end = at + der.size();
  const X509ReqPtr request(d2i_X509_REQ(nullptr, &at, static_cast<long>(der.size())));
  EVP_PKEY* const key = request ? X509_REQ_get0_pubkey(request.get()) : nullptr;
  if (key == nullptr || at != end) {
    ERR_clear_error();
    return absl::InvalidArgumentError("not a certificate request in DER");
  }
  const X509_NAME* const subject = X509_REQ_get_subject_name(request.get());
  CertificateRequest read;
  read.common_name = PartOfName(subject, NID_commonName);
  read.domain_component = PartOfName(subject, NID_domainComponent);
  read.public_key = PublicKeyToDer(key);
  if (EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA) read.rsa_bits = EVP_PKEY_get_bits(key);
  read.signature_is_valid = X509_REQ_verify(request.get(), key) == 1;
  read.texts = TextsOf(request.get());
  ERR_clear_error();  // a wrong signature leaves entries
  return read;
}

}  // namespace mock
