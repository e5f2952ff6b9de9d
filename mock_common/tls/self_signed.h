// A server's certificate that no authority vouches for.
#ifndef MOCK_COMMON_TLS_SELF_SIGNED_H_
#define MOCK_COMMON_TLS_SELF_SIGNED_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "mock_common/tls/openssl.h"

namespace mock {

struct SelfSigned {
  std::string certificate_pem;
  ParsedCertificate parsed;  // the same with its key
  std::string thumbprint;    // SHA-1 of the certificate, upper-case hexadecimal
};

// For DNS names and IP addresses, valid from a day before `now` for a year. `now` is
// real time. Errors: kInvalidArgument for no name, or what is neither.
absl::StatusOr<SelfSigned> MakeSelfSigned(const std::vector<std::string>& names, absl::Time now);

}  // namespace mock

#endif  // MOCK_COMMON_TLS_SELF_SIGNED_H_
