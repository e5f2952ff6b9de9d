#include "identity/transport/certificate_pin_check.h"

#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"

namespace azure::identity::internal {
namespace {

// "" if there is no certificate.
std::string Sha1Of(const X509* certificate) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  if (certificate == nullptr || X509_digest(certificate, EVP_sha1(), digest, &size) != 1) return "";
  const absl::string_view bytes(reinterpret_cast<const char*>(digest), size);
  return absl::AsciiStrToUpper(absl::BytesToHexString(bytes));
}

}  // namespace

void CertificatePinCheck::Install(SSL_CTX* context) {
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_cert_verify_callback(context, Verify, this);
}

int CertificatePinCheck::Verify(X509_STORE_CTX* store, void* self) {
  auto& check = *static_cast<CertificatePinCheck*>(self);
  const std::string sha1 = Sha1Of(X509_STORE_CTX_get0_cert(store));
  if (!sha1.empty() && sha1 == check.pin_.sha1) {
    check.mismatch_.clear();
    X509_STORE_CTX_set_error(store, X509_V_OK);
    return 1;
  }
  check.mismatch_ = check.pin_.other_certificate;
  X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION);
  return 0;
}

}  // namespace azure::identity::internal
