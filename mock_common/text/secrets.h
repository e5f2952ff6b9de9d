// Which parts of a request may carry a secret, by name.
#ifndef MOCK_COMMON_TEXT_SECRETS_H_
#define MOCK_COMMON_TEXT_SECRETS_H_

#include "absl/strings/string_view.h"

namespace mock::scenario {

// A form or query parameter, such as client_secret, client_assertion, assertion,
// password, refresh_token, code or device_code. Case does not matter. Names that
// no protocol has but that look alike ("clientSecret") count as secret too:
// clients that misspell a name still send the secret.
bool IsSecretParameter(absl::string_view name);

// A header field, such as Authorization, Cookie or X-IDENTITY-HEADER.
bool IsSecretHeader(absl::string_view name);

}  // namespace mock::scenario

#endif  // MOCK_COMMON_TEXT_SECRETS_H_
