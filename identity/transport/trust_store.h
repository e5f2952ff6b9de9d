// The authorities that connections trust, read once: those of a text, or those that SSL_CERT_FILE
// and SSL_CERT_DIR name, as Go reads them.
#ifndef IDENTITY_TRANSPORT_TRUST_STORE_H_
#define IDENTITY_TRANSPORT_TRUST_STORE_H_

#include <openssl/ssl.h>

#include <memory>
#include <mutex>
#include <string>

#include "absl/strings/string_view.h"
#include "identity/internal/crypto/openssl_ptr.h"

namespace azure::identity::internal {

// Shared by all connections, as by a Go process. What is no certificate is left out. Safe for use
// by many threads at once.
class TrustStore {
 public:
  // By the rules of crypto/x509's root_unix.go: the file, and every file of each directory of a
  // list with colons, whatever its name. What cannot be read is left out. One that is "" is the
  // system's. They are read when they are first needed.
  TrustStore(std::string file, std::string directories);
  // Those in `pem`, which is read at once. Null if there is none.
  static std::shared_ptr<const TrustStore> OfPem(absl::string_view pem);
  ~TrustStore();

  // Has connections of `context` trust these authorities and no others.
  void Install(SSL_CTX* context) const;

 private:
  explicit TrustStore(X509_STORE* store) : store_(store) {}
  void Read() const;

  const std::string file_;
  const std::string directories_;
  mutable std::once_flag read_;
  mutable X509_STORE* store_ = nullptr;  // null until it is read, or if there is no memory for it
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_TRANSPORT_TRUST_STORE_H_
