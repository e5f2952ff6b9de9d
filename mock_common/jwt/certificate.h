// X.509 certificates as they come with assertions: whose they are, their
// thumbprints, and whether a chain ("x5c", RFC 7515, section 4.1.6) is trusted.
#ifndef MOCK_COMMON_JWT_CERTIFICATE_H_
#define MOCK_COMMON_JWT_CERTIFICATE_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_common/jwt/public_key.h"
#include "mock_common/tls/openssl.h"

namespace mock::jwt {

// Immutable; copies share it. Factories fail with kInvalidArgument, and for a key
// that PublicKey refuses.
class Certificate {
 public:
  static absl::StatusOr<Certificate> FromDer(absl::string_view der);
  // The first certificate of the text; a private key beside it is not looked at.
  static absl::StatusOr<Certificate> FromPem(absl::string_view pem);

  const PublicKey& public_key() const { return data_->key; }
  const std::string& der() const { return data_->der; }
  // Raw digests of the DER: "x5t" and "x5t#S256".
  const std::string& sha1() const { return data_->sha1; }
  const std::string& sha256() const { return data_->sha256; }
  absl::Time not_before() const { return data_->not_before; }
  absl::Time not_after() const { return data_->not_after; }
  // Such as "CN=agent.contoso.example, O=Contoso".
  const std::string& subject() const { return data_->subject; }
  // The common name and the DNS names.
  const std::vector<std::string>& names() const { return data_->names; }

  // Whether it chains to one of `roots` through `intermediates`. Validity times
  // are not looked at: that is not_before() and not_after().
  bool ChainsTo(const std::vector<Certificate>& roots,
                const std::vector<Certificate>& intermediates) const;

 private:
  struct Data {
    Data(X509Ptr certificate, PublicKey public_key);

    X509Ptr x509;
    PublicKey key;
    std::string der, sha1, sha256, subject;
    absl::Time not_before, not_after;
    std::vector<std::string> names;
  };

  static absl::StatusOr<Certificate> FromX509(X509Ptr certificate);
  explicit Certificate(std::shared_ptr<const Data> data) : data_(std::move(data)) {}

  std::shared_ptr<const Data> data_;
};

}  // namespace mock::jwt

#endif  // MOCK_COMMON_JWT_CERTIFICATE_H_
