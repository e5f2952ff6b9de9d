// Verifies a TLS server by the digest of its certificate alone.
#ifndef IDENTITY_TRANSPORT_CERTIFICATE_PIN_CHECK_H_
#define IDENTITY_TRANSPORT_CERTIFICATE_PIN_CHECK_H_

#include <openssl/ssl.h>

#include <string>

#include "identity/transport/http_transport.h"

namespace azure::identity::internal {

// For one connection.
class CertificatePinCheck {
 public:
  explicit CertificatePinCheck(const CertificatePin& pin) : pin_(pin) {}
  CertificatePinCheck(const CertificatePinCheck&) = delete;
  CertificatePinCheck& operator=(const CertificatePinCheck&) = delete;

  // Makes handshakes of `context` end unless the server's certificate is the one.
  // This must outlive them.
  void Install(SSL_CTX* context);

  // The pin's words for what was wrong with the last certificate; "" if nothing was.
  const std::string& mismatch() const { return mismatch_; }

 private:
  static int Verify(X509_STORE_CTX* store, void* self);

  const CertificatePin pin_;
  std::string mismatch_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_TRANSPORT_CERTIFICATE_PIN_CHECK_H_
