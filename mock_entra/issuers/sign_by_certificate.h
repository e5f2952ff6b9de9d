// Makes the assertions that an application signs itself, for scenarios.
#ifndef MOCK_ENTRA_ISSUERS_SIGN_BY_CERTIFICATE_H_
#define MOCK_ENTRA_ISSUERS_SIGN_BY_CERTIFICATE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "mock_common/random.h"
#include "mock_entra/issuers/issuer.pb.h"

namespace mock::entra {

// By `spec.pem()`, a certificate with its unencrypted key; times count from `now`.
// RS256, and the certificate named as "x5t". Errors: kInvalidArgument if the PEM
// lacks either, or for a time that does not parse.
absl::StatusOr<std::string> SignByCertificate(const scenario::SignedByCertificate& spec,
                                              absl::Time now, Random& random);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ISSUERS_SIGN_BY_CERTIFICATE_H_
