// What Java trusts.
#ifndef TOOLS_AZMOCK_CLI_RUN_JAVA_TRUST_STORE_H_
#define TOOLS_AZMOCK_CLI_RUN_JAVA_TRUST_STORE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace azmock {

// A key store in Java's own format, JKS, that holds the certificates of `pem`; its password is
// "changeit", as that of Java's. Every Java reads it, whatever OpenSSL there is. Errors:
// kInvalidArgument for what has no certificate.
absl::StatusOr<std::string> JavaTrustStore(absl::string_view pem);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_RUN_JAVA_TRUST_STORE_H_
