// The signed statement with which an application proves who it is (RFC 7523).
#ifndef IDENTITY_INTERNAL_PROOFS_CLIENT_ASSERTION_JWT_H_
#define IDENTITY_INTERNAL_PROOFS_CLIENT_ASSERTION_JWT_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "identity/internal/proofs/signing_certificate.h"
#include "identity/seams/clock.h"
#include "identity/seams/random.h"

namespace azure::identity::internal {

// How long an assertion is valid (MSAL).
inline constexpr absl::Duration kClientAssertionLifetime = absl::Minutes(10);

struct ClientAssertionJwt {
  std::string audience;  // the token endpoint
  std::string client_id;

  // kPs256 for Entra, with the certificate's SHA-256 in "x5t#S256"; kRs256 for AD
  // FS and dSTS, with its SHA-1 in "x5t".
  SignatureAlgorithm algorithm = SignatureAlgorithm::kPs256;

  // Whether "x5c" names all certificates: subject name and issuer authentication.
  bool send_certificate_chain = false;
};

// The compact form. As MSAL writes it, keys are sorted and thumbprints are in
// standard, not URL-safe, base64. The time is cut to seconds. Errors: those of
// SigningCertificate::Sign.
absl::StatusOr<std::string> SignClientAssertion(const ClientAssertionJwt& jwt,
                                                const SigningCertificate& certificate,
                                                const Clock& clock, Random& random);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_PROOFS_CLIENT_ASSERTION_JWT_H_
