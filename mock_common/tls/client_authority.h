// Who issues the certificates that TLS clients are known by.
#ifndef MOCK_COMMON_TLS_CLIENT_AUTHORITY_H_
#define MOCK_COMMON_TLS_CLIENT_AUTHORITY_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_common/tls/openssl.h"

namespace mock {

struct ClientCertificateOrder {
  std::string public_key;  // SubjectPublicKeyInfo in DER, as requests have it
  std::string common_name;
  std::string domain_component;
  std::string serial;  // at most 20 bytes
  absl::Time not_before;
  absl::Time not_after;
  absl::Time tokens_until;  // see ClientCertificate
};

// An EC P-256 authority beside the servers' own, its key generated at start and never
// written anywhere. Its own certificate is good at all times that a mock's clock may show.
class ClientAuthority {
 public:
  static absl::StatusOr<ClientAuthority> Generate(const std::string& name);

  const std::string& certificate_pem() const { return certificate_pem_; }

  // A certificate for TLS clients, in DER. Errors: kInvalidArgument for a key that does not
  // parse.
  absl::StatusOr<std::string> Issue(const ClientCertificateOrder& order) const;

  // Whether it has signed this certificate (DER). Times are not looked at.
  bool HasIssued(absl::string_view certificate) const;

 private:
  ClientAuthority(X509Ptr certificate, PkeyPtr private_key);

  X509Ptr certificate_;
  PkeyPtr private_key_;
  std::string certificate_pem_;
};

}  // namespace mock

#endif  // MOCK_COMMON_TLS_CLIENT_AUTHORITY_H_
