// The authorities that SSL_CERT_FILE and SSL_CERT_DIR name, as Go reads them.
#ifndef IDENTITY_TRANSPORT_TRUST_STORE_H_
#define IDENTITY_TRANSPORT_TRUST_STORE_H_

#include <openssl/ssl.h>

#include <mutex>
#include <string>

#include "identity/internal/crypto/openssl_ptr.h"

namespace azure::identity::internal {

// By the rules of crypto/x509's root_unix.go: the file, and every file of each directory of a
// list with colons, whatever its name. What cannot be read and what is no certificate is left
// out. One that is "" is the system's. Read once, when they are first needed, and shared by all
// connections, as by a Go process. Safe for use by many threads at once.
class TrustStore {
 public:
  TrustStore(std::string file, std::string directories);
  ~TrustStore();

  // Has connections of `context` trust these authorities and no others.
  void Install(SSL_CTX* context) const;

 private:
  void Read() const;

  const std::string file_;
  const std::string directories_;
  mutable std::once_flag read_;
  mutable X509_STORE* store_ = nullptr;  // set once; null if there is no memory for it
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_TRANSPORT_TRUST_STORE_H_
