#include "mock_common/tls/request_maker.h"

#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <memory>

namespace mock {
namespace {

using X509ReqPtr = std::unique_ptr<X509_REQ, OpensslDeleter<X509_REQ_free>>;

const unsigned char* Bytes(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

void AddToSubject(X509_REQ* request, const char* type, const std::string& text) {
  if (text.empty()) return;
  X509_NAME_add_entry_by_txt(X509_REQ_get_subject_name(request), type, MBSTRING_UTF8, Bytes(text),
                             static_cast<int>(text.size()), -1, 0);
}

}  // namespace

EVP_PKEY* TestRsaKey() {
  static EVP_PKEY* const kKey = EVP_RSA_gen(2048);
  return kKey;
}

std::string MakeRequest(const RequestSpec& spec, EVP_PKEY* key) {
  const X509ReqPtr request(X509_REQ_new());
  AddToSubject(request.get(), "DC", spec.domain_component);
  AddToSubject(request.get(), "CN", spec.common_name);
  X509_REQ_set_pubkey(request.get(), key);
  for (const auto& [oid, text] : spec.attributes) {
    X509_REQ_add1_attr_by_txt(request.get(), oid.c_str(), V_ASN1_UTF8STRING, Bytes(text),
                              static_cast<int>(text.size()));
  }
  const MdCtxPtr context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* of_key = nullptr;
  EVP_DigestSignInit(context.get(), &of_key, EVP_sha256(), nullptr, key);
  if (spec.pss && EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA) {
    EVP_PKEY_CTX_set_rsa_padding(of_key, RSA_PKCS1_PSS_PADDING);
    EVP_PKEY_CTX_set_rsa_pss_saltlen(of_key, RSA_PSS_SALTLEN_DIGEST);
  }
  X509_REQ_sign_ctx(request.get(), context.get());
  unsigned char* der = nullptr;
  const int size = i2d_X509_REQ(request.get(), &der);
  std::string bytes(reinterpret_cast<char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return bytes;
}

}  // namespace mock
