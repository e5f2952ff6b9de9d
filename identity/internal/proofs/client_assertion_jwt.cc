#include "identity/internal/proofs/client_assertion_jwt.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "identity/internal/secrets/secret_string.h"
#include "nlohmann/json.hpp"

namespace azure::identity::internal {
namespace {

// Text that is not UTF-8 is replaced, as by Go, where it would throw.
std::string Segment(const nlohmann::json& json) {
  return absl::WebSafeBase64Escape(
      json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

nlohmann::json Header(const ClientAssertionJwt& jwt, const SigningCertificate& signer) {
  const Certificate& certificate = signer.certificate();
  nlohmann::json header = {{"typ", "JWT"}};
  if (jwt.algorithm == SignatureAlgorithm::kPs256) {
    header["alg"] = "PS256";
    header["x5t#S256"] = absl::Base64Escape(certificate.sha256_thumbprint());
  } else {
    header["alg"] = "RS256";
    header["x5t"] = absl::Base64Escape(certificate.sha1_thumbprint());
  }
  if (jwt.send_certificate_chain) header["x5c"] = signer.x5c();
  return header;
}

}  // namespace

absl::StatusOr<std::string> SignClientAssertion(const ClientAssertionJwt& jwt,
                                                const SigningCertificate& certificate,
                                                const Clock& clock, Random& random) {
  const absl::Time now = clock.Now();
  const nlohmann::json claims = {
      {"aud", jwt.audience},
      {"exp", absl::ToUnixSeconds(now + kClientAssertionLifetime)},
      {"iss", jwt.client_id},
      {"jti", random.Uuid()},
      {"nbf", absl::ToUnixSeconds(now)},
      {"sub", jwt.client_id},
  };
  const std::string signed_part =
      absl::StrCat(Segment(Header(jwt, certificate)), ".", Segment(claims));
  auto signature = certificate.Sign(jwt.algorithm, signed_part);
  if (!signature.ok()) return signature.status();
  // Without it the rest proves nothing.
  const SecretString secret_part = *std::move(signature);
  const SecretString encoded = absl::WebSafeBase64Escape(secret_part);
  return absl::StrCat(signed_part, ".", encoded.view());
}

}  // namespace azure::identity::internal
