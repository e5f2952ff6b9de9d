// Certificate requests (PKCS#10, RFC 2986).
#ifndef MOCK_COMMON_TLS_CERTIFICATE_REQUEST_H_
#define MOCK_COMMON_TLS_CERTIFICATE_REQUEST_H_

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace mock {

struct CertificateRequest {
  // Of the subject; "" if it has none.
  std::string common_name;
  std::string domain_component;
  std::string public_key;  // SubjectPublicKeyInfo in DER
  int rsa_bits = 0;        // 0 for a key that is none of RSA
  // Who made the request holds the key: its signature is right.
  bool signature_is_valid = false;
  // By OID ("1.2.3"), the first value of each attribute that is a UTF8String.
  std::map<std::string, std::string> texts;
};

// Errors: kInvalidArgument, without any of the input, for what is no request in DER or has
// a key that OpenSSL does not know.
absl::StatusOr<CertificateRequest> ReadCertificateRequest(absl::string_view der);

}  // namespace mock

#endif  // MOCK_COMMON_TLS_CERTIFICATE_REQUEST_H_
