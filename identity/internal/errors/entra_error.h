// The fields of an OAuth error body.
#ifndef IDENTITY_INTERNAL_ERRORS_ENTRA_ERROR_H_
#define IDENTITY_INTERNAL_ERRORS_ENTRA_ERROR_H_

#include <optional>

#include "absl/strings/string_view.h"
#include "identity/error_details.h"

namespace azure::identity::internal {

// Reads what it can: absent fields and those of a wrong type stay empty, bytes
// that are not UTF-8 become U+FFFD. nullopt if `body` is not a JSON object with
// a string "error", or longer than 1 MiB.
std::optional<ErrorDetails::Entra> ParseEntraError(absl::string_view body);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_ERRORS_ENTRA_ERROR_H_
