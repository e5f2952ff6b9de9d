// The names of HTTP's methods and header fields.
#ifndef IDENTITY_INTERNAL_TEXT_HTTP_TOKEN_H_
#define IDENTITY_INTERNAL_TEXT_HTTP_TOKEN_H_

#include "absl/strings/string_view.h"

namespace azure::identity::internal {

// Whether `text` is a token of RFC 9110, section 5.6.2: not empty, and only of letters,
// digits and some punctuation.
bool IsHttpToken(absl::string_view text);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_TEXT_HTTP_TOKEN_H_
