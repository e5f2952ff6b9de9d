#include "identity/internal/proofs/assertion_proof.h"

#include <utility>

#include "identity/internal/proofs/client_assertion_jwt.h"

namespace azure::identity::internal {
namespace {

// MSAL asks for client_info with every proof but a secret.
absl::StatusOr<FormFields> Fields(absl::StatusOr<std::string> assertion) {
  if (!assertion.ok()) return assertion.status();
  return FormFields{
      {"client_assertion", *std::move(assertion)},
      {"client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"},
      {"client_info", "1"},
  };
}

}  // namespace

ClientProof AssertionProof(
    std::function<absl::StatusOr<std::string>(const Context&)> get_assertion) {
  return [get_assertion = std::move(get_assertion)](const Context& ctx, const ProofRequest&) {
    return Fields(get_assertion(ctx));
  };
}

ClientProof CertificateProof(SigningCertificate certificate, bool send_certificate_chain,
                             std::shared_ptr<Clock> clock, std::shared_ptr<Random> random) {
  return [certificate = std::move(certificate), send_certificate_chain, clock = std::move(clock),
          random = std::move(random)](const Context&, const ProofRequest& request) {
    const auto algorithm = request.authority_kind == AuthorityKind::kEntra
                               ? SignatureAlgorithm::kPs256
                               : SignatureAlgorithm::kRs256;
    return Fields(SignClientAssertion(
        {request.token_endpoint, request.client_id, algorithm, send_certificate_chain}, certificate,
        *clock, *random));
  };
}

}  // namespace azure::identity::internal
