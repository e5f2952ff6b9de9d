// Proofs of identity by a signed assertion (RFC 7523, section 2.2).
#ifndef IDENTITY_INTERNAL_PROOFS_ASSERTION_PROOF_H_
#define IDENTITY_INTERNAL_PROOFS_ASSERTION_PROOF_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "identity/context.h"
#include "identity/internal/entra/token_request.h"
#include "identity/internal/proofs/signing_certificate.h"
#include "identity/seams/clock.h"
#include "identity/seams/random.h"

namespace azure::identity::internal {

// Proof by an assertion that `get_assertion` gives, asked anew for each token
// request. Its errors are the proof's.
ClientProof AssertionProof(
    std::function<absl::StatusOr<std::string>(const Context&)> get_assertion);

// Proof by an assertion made anew for each token request and signed with the key
// of `certificate`, as the kind of authority wants it. Errors: those of
// SigningCertificate::Sign.
ClientProof CertificateProof(SigningCertificate certificate, bool send_certificate_chain,
                             std::shared_ptr<Clock> clock, std::shared_ptr<Random> random);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_PROOFS_ASSERTION_PROOF_H_
