// What fakes prove with who they are: the key of their tokens, and their certificates.
#ifndef MOCK_SERVER_SERVER_KEYS_H_
#define MOCK_SERVER_SERVER_KEYS_H_

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_common/tls/certificate_authority.h"
#include "mock_common/tls/client_authority.h"
#include "mock_common/tls/self_signed.h"

namespace azmock {

// Making them takes longer than most of what fakes are asked, so that fakes which follow each
// other in a process may share them: of the same names there is one certificate. Safe for use
// by many threads.
class ServerKeys {
 public:
  // Tokens are signed with `signing_key`. Without `authority` there is a new one. Errors: those of
  // OpenSSL.
  static absl::StatusOr<std::shared_ptr<ServerKeys>> Make(
      std::shared_ptr<const mock::jwt::SigningKey> signing_key,
      std::optional<mock::CertificateAuthority> authority = std::nullopt);

  // Of Entra's tokens.
  const std::shared_ptr<const mock::jwt::SigningKey>& signing_key() const { return signing_key_; }
  // Of the certificates of managed identities.
  const std::shared_ptr<const mock::ClientAuthority>& managed_identity_issuer() const {
    return managed_identity_issuer_;
  }
  // The authority's certificate.
  const std::string& ca_pem() const { return authority_.certificate_pem(); }

  // A server's certificate of the authority. Errors: as CertificateAuthority::Issue.
  absl::StatusOr<mock::Leaf> Issue(const std::vector<std::string>& names);
  // Of other identity providers: those of one directory have different ones, from 0.
  std::shared_ptr<const mock::jwt::SigningKey> IssuerKey(std::size_t number, absl::Time now);
  // One that nobody vouches for; each purpose has another. Errors: as MakeSelfSigned.
  absl::StatusOr<mock::SelfSigned> SelfSigned(const std::string& purpose,
                                              const std::vector<std::string>& names);

 private:
  ServerKeys(std::shared_ptr<const mock::jwt::SigningKey> signing_key,
             mock::CertificateAuthority authority, mock::ClientAuthority managed_identity_issuer);

  const std::shared_ptr<const mock::jwt::SigningKey> signing_key_;
  const mock::CertificateAuthority authority_;
  const std::shared_ptr<const mock::ClientAuthority> managed_identity_issuer_;
  std::mutex mutex_;  // guards what follows
  std::map<std::vector<std::string>, mock::Leaf> issued_;
  std::map<std::size_t, std::shared_ptr<const mock::jwt::SigningKey>> issuer_keys_;
  std::map<std::pair<std::string, std::vector<std::string>>, mock::SelfSigned> self_signed_;
};

}  // namespace azmock

#endif  // MOCK_SERVER_SERVER_KEYS_H_
