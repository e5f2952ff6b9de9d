// OpenSSL's errors, which it keeps in a queue for each thread.
#ifndef IDENTITY_INTERNAL_CRYPTO_OPENSSL_ERROR_H_
#define IDENTITY_INTERNAL_CRYPTO_OPENSSL_ERROR_H_

#include <string>

namespace azure::identity::internal {

// Takes away the errors that calls of OpenSSL leave behind during its life, so
// that no later call on the thread is blamed for them. Those that were there
// before stay.
class OpensslErrorScope {
 public:
  OpensslErrorScope();
  ~OpensslErrorScope();
  OpensslErrorScope(const OpensslErrorScope&) = delete;
  OpensslErrorScope& operator=(const OpensslErrorScope&) = delete;
};

// Why the last call that failed on this thread did, in OpenSSL's words, such as
// "data too large for key size".
std::string LastOpensslReason();

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_CRYPTO_OPENSSL_ERROR_H_
