// What tests ask certificates with.
#ifndef MOCK_COMMON_TLS_REQUEST_MAKER_H_
#define MOCK_COMMON_TLS_REQUEST_MAKER_H_

#include <string>
#include <utility>
#include <vector>

#include "mock_common/tls/openssl.h"

namespace mock {

struct RequestSpec {
  std::string common_name;
  std::string domain_component;
  // OID and UTF8String.
  std::vector<std::pair<std::string, std::string>> attributes;
  bool pss = true;  // signed with RSASSA-PSS, as MSAL does
};

// 2048 bits, made once: keys are slow. Lives as long as the process.
EVP_PKEY* TestRsaKey();

// A request for this key, in DER.
std::string MakeRequest(const RequestSpec& spec, EVP_PKEY* key);

}  // namespace mock

#endif  // MOCK_COMMON_TLS_REQUEST_MAKER_H_
