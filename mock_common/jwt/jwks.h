// JSON Web Key Sets (RFC 7517): as Entra publishes them, and verifying with them.
#ifndef MOCK_COMMON_JWT_JWKS_H_
#define MOCK_COMMON_JWT_JWKS_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "mock_common/jwt/public_key.h"
#include "mock_common/jwt/signing_key.h"

namespace mock::jwt {

struct Jwt;

// The document at jwks_uri, with Entra's members in Entra's order: kty, use, kid,
// x5t, n, e, x5c and, unless `issuer` is empty, issuer (only the v2.0 endpoint has it).
std::string JwksDocument(const std::vector<std::shared_ptr<const SigningKey>>& keys,
                         absl::string_view issuer);

// Public keys by their names.
class KeySet {
 public:
  KeySet() = default;

  // Skips keys that are not for RSA signatures or have no kid (RFC 7517, section 5:
  // unknown ones are ignored). Errors: kInvalidArgument for what is no key set at
  // all, for an RSA key with unusable numbers, and for a repeated kid.
  static absl::StatusOr<KeySet> Parse(absl::string_view json);

  // Replaces the key of that name.
  void Add(absl::string_view kid, PublicKey key);

  // Null if there is none. Valid until the set changes.
  const PublicKey* Find(absl::string_view kid) const;
  std::size_t size() const { return keys_.size(); }

 private:
  struct Named {
    std::string kid;
    PublicKey key;
  };
  std::vector<Named> keys_;
};

// Parses `token` and checks that its header says `algorithm` and nothing critical
// (RFC 7515, section 4.1.11), that `key` signed it; does not look at the claims.
// Errors: kInvalidArgument for what is no such token, kUnauthenticated for a wrong
// signature. None quotes the token.
absl::StatusOr<Jwt> Verify(absl::string_view token, Algorithm algorithm, const PublicKey& key);

// The same with RS256 and the key that the header's "kid" names; an unknown one is
// kUnauthenticated.
absl::StatusOr<Jwt> VerifyRs256(absl::string_view token, const KeySet& keys);

}  // namespace mock::jwt

#endif  // MOCK_COMMON_JWT_JWKS_H_
