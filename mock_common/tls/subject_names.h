// The names in a certificate, as OpenSSL's x509v3_config(5) writes them.
#ifndef MOCK_COMMON_TLS_SUBJECT_NAMES_H_
#define MOCK_COMMON_TLS_SUBJECT_NAMES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace mock {

// "DNS:localhost,IP:127.0.0.1". Errors: kInvalidArgument for no name, or what is
// neither a DNS name (wildcards allowed) nor an IP address.
absl::StatusOr<std::string> SubjectAlternativeNames(const std::vector<std::string>& names);

}  // namespace mock

#endif  // MOCK_COMMON_TLS_SUBJECT_NAMES_H_
