// A certificate authority that outlives the server, so that it is trusted once.
#ifndef MOCK_SERVER_KEPT_AUTHORITY_H_
#define MOCK_SERVER_KEPT_AUTHORITY_H_

#include <string>

#include "absl/status/statusor.h"
#include "mock_common/tls/certificate_authority.h"

namespace azmock {

// That of `folder`: ca.pem, and ca-key.pem, which its owner alone can read. A new one, written
// there, if the folder has neither file; the folder is made. Errors name the file:
// kUnavailable if it cannot be read or written, kInvalidArgument as
// CertificateAuthority::FromPem, or if one of the two is missing.
absl::StatusOr<mock::CertificateAuthority> KeptAuthority(const std::string& folder);

}  // namespace azmock

#endif  // MOCK_SERVER_KEPT_AUTHORITY_H_
