// A certificate authority that lives as long as the mock.
#ifndef MOCK_COMMON_TLS_CERTIFICATE_AUTHORITY_H_
#define MOCK_COMMON_TLS_CERTIFICATE_AUTHORITY_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_common/tls/openssl.h"

namespace mock {

struct Leaf {
  std::string certificate_pem;  // what a server shows: the leaf, then its issuer if that is no root
  ParsedCertificate parsed;     // the same with its key, for who need not read them

  std::string private_key_pem() const;
};

// An EC P-256 authority (fast to make, understood by every TLS stack). Its key is written
// nowhere but by who asks for it.
class CertificateAuthority {
 public:
  // Certificates are valid from a day before `now` for a year. `now` is real
  // time, since the clients check it against theirs.
  static absl::StatusOr<CertificateAuthority> Generate(absl::Time now);

  // One that was made before. Errors: kInvalidArgument if the two do not belong together, are
  // no authority's, or the certificate has ended by `now`.
  static absl::StatusOr<CertificateAuthority> FromPem(std::string certificate_pem,
                                                      absl::string_view private_key_pem,
                                                      absl::Time now);

  std::string private_key_pem() const;
  const std::string& certificate_pem() const { return certificate_pem_; }

  // A server certificate for DNS names (wildcards allowed) and IP addresses.
  absl::StatusOr<Leaf> Issue(const std::vector<std::string>& names, absl::Time now) const;

 private:
  CertificateAuthority(std::string certificate_pem, X509Ptr certificate, PkeyPtr private_key);

  std::string certificate_pem_;
  // What it says: reading it takes longer than to sign.
  std::shared_ptr<X509> certificate_;
  std::shared_ptr<EVP_PKEY> private_key_;
};

}  // namespace mock

#endif  // MOCK_COMMON_TLS_CERTIFICATE_AUTHORITY_H_
