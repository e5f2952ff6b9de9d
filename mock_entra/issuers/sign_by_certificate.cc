#include "mock_entra/issuers/sign_by_certificate.h"

#include "mock_common/jwt/base64url.h"
#include "mock_common/jwt/certificate.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_common/text/values.h"
#include "mock_entra/issuers/forge.h"
#include "nlohmann/json.hpp"

namespace mock::entra {

absl::StatusOr<std::string> SignByCertificate(const scenario::SignedByCertificate& spec,
                                              absl::Time now, Random& random) {
  const auto certificate = jwt::Certificate::FromPem(spec.pem());
  if (!certificate.ok()) return certificate.status();
  const auto key = jwt::SigningKey::FromPem(spec.pem(), now);
  if (!key.ok()) return key.status();
  const auto not_before = scenario::ParseOffsetTextOr(spec.not_before(), absl::ZeroDuration());
  const auto expires = scenario::ParseOffsetTextOr(spec.expires(), absl::Minutes(10));
  if (!not_before || !expires) {
    return absl::InvalidArgumentError("not_before and expires must be durations");
  }
  nlohmann::ordered_json claims;
  claims["aud"] = spec.audience();
  claims["exp"] = absl::ToUnixSeconds(now + *expires);
  claims["iss"] = spec.issuer();
  claims["jti"] = random.Uuid();
  claims["nbf"] = absl::ToUnixSeconds(now + *not_before);
  claims["sub"] = spec.subject().empty() ? spec.issuer() : spec.subject();
  return SignWithFlaw(claims, spec.flaw(), **key, now, jwt::Base64UrlEncode(certificate->sha1()));
}

}  // namespace mock::entra
