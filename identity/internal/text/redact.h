// Keeps tokens out of logs and errors.
#ifndef IDENTITY_INTERNAL_TEXT_REDACT_H_
#define IDENTITY_INTERNAL_TEXT_REDACT_H_

#include <string>

#include "absl/strings/string_view.h"

namespace azure::identity::internal {

// `body` with the values of secret JSON members ("access_token",
// "refresh_token", "id_token", "client_assertion", …) and everything shaped like
// a JSON Web Token replaced by REDACTED; all other bytes stay as they are. Works
// on JSON that is cut short or malformed, and on other text.
std::string RedactSecrets(absl::string_view body);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_TEXT_REDACT_H_
