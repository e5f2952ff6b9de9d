// OpenSSL's objects with owners, and its errors as a Status.
#ifndef MOCK_COMMON_TLS_OPENSSL_H_
#define MOCK_COMMON_TLS_OPENSSL_H_

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace mock {

template <auto kFree>
struct OpensslDeleter {
  template <typename T>
  void operator()(T* object) const {
    kFree(object);
  }
};

using BioPtr = std::unique_ptr<BIO, OpensslDeleter<BIO_free_all>>;
using BignumPtr = std::unique_ptr<BIGNUM, OpensslDeleter<BN_clear_free>>;
using BnCtxPtr = std::unique_ptr<BN_CTX, OpensslDeleter<BN_CTX_free>>;
using MdCtxPtr = std::unique_ptr<EVP_MD_CTX, OpensslDeleter<EVP_MD_CTX_free>>;
using PkeyPtr = std::unique_ptr<EVP_PKEY, OpensslDeleter<EVP_PKEY_free>>;
using PkeyCtxPtr = std::unique_ptr<EVP_PKEY_CTX, OpensslDeleter<EVP_PKEY_CTX_free>>;
using X509Ptr = std::unique_ptr<X509, OpensslDeleter<X509_free>>;

// What a server shows, and its key: reading their PEM takes as long as a handshake.
struct ParsedCertificate {
  std::vector<std::shared_ptr<X509>> chain;  // the leaf, then who issued it
  std::shared_ptr<EVP_PKEY> private_key;
};

// "<what>: <OpenSSL's reason>" as kInternal; empties this thread's error queue,
// so that no later call is blamed for it.
absl::Status OpensslError(absl::string_view what);

}  // namespace mock

#endif  // MOCK_COMMON_TLS_OPENSSL_H_
