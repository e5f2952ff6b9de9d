// Texts that cannot be mistaken for something else: in URLs, on command lines, in certificates.
#ifndef IDENTITY_INTERNAL_TEXT_ALPHANUMERIC_H_
#define IDENTITY_INTERNAL_TEXT_ALPHANUMERIC_H_

#include "absl/strings/string_view.h"

namespace azure::identity::internal {

// Whether `text` has ASCII letters, digits and characters of `others` alone. Also if it is
// empty.
bool IsAlphanumericOr(absl::string_view others, absl::string_view text);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_TEXT_ALPHANUMERIC_H_
