// What a TLS client's certificate says.
#ifndef MOCK_COMMON_TLS_CLIENT_CERTIFICATE_H_
#define MOCK_COMMON_TLS_CLIENT_CERTIFICATE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace mock {

// The extension "token_not_after" of certificates of managed identities: a GeneralizedTime.
inline constexpr char kTokensUntilOid[] = "1.3.6.1.4.1.311.90.2.1";

struct ClientCertificate {
  // Of the subject; "" if it has none.
  std::string common_name;
  std::string domain_component;
  absl::Time not_before;
  absl::Time not_after;
  // Until when tokens can be had with it; not_after if it does not say.
  absl::Time tokens_until;
};

// Errors: kInvalidArgument for what is no certificate in DER.
absl::StatusOr<ClientCertificate> ReadClientCertificate(absl::string_view der);

}  // namespace mock

#endif  // MOCK_COMMON_TLS_CLIENT_CERTIFICATE_H_
