// Which parts of a request may carry a secret.
#ifndef MOCK_COMMON_TEXT_SECRETS_H_
#define MOCK_COMMON_TEXT_SECRETS_H_

#include "absl/strings/string_view.h"

namespace mock::scenario {

// What strangers send is shown only if its name is known to be harmless: nobody knows all the
// names that secrets go by, and clients that misspell a name still send the secret.

// Whether the value of a form or query parameter may be shown, by its name in any case and by the
// value itself, decoded. An empty value may, unless the name sounds secret.
bool MayShowParameter(absl::string_view name, absl::string_view value);
// By its name alone: a value may still hide a secret.
bool IsPublicParameter(absl::string_view name);

// Likewise of a header field.
bool IsPublicHeader(absl::string_view name);
bool MayShowHeader(absl::string_view name, absl::string_view value);

// Whether there is a pair in a value, as in "a;client_secret=b" and "https://host/?sig=c", whose
// name is that of no public parameter.
bool HidesSecret(absl::string_view value);

// The names of our own files and messages, by what they sound like: "client_secret", "password",
// "clientSecret". Case does not matter.
bool IsSecretName(absl::string_view name);
// Likewise header fields that a scenario must not repeat, such as Authorization or Cookie.
bool IsSecretHeader(absl::string_view name);

}  // namespace mock::scenario

#endif  // MOCK_COMMON_TEXT_SECRETS_H_
