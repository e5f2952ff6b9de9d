// {placeholders} of error descriptions.
#ifndef MOCK_ENTRA_ERRORS_PLACEHOLDERS_H_
#define MOCK_ENTRA_ERRORS_PLACEHOLDERS_H_

#include <map>
#include <string>

#include "absl/strings/string_view.h"

namespace mock::entra {

// Names (without braces) to values.
using Values = std::map<std::string, std::string>;

// Replaces each {name} by its value; one that `values` lacks by an example
// (see placeholders.cc), so that any error can be shown with no set-up. Braces
// around anything else, as in JSON, are kept.
std::string Expand(absl::string_view text, const Values& values);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ERRORS_PLACEHOLDERS_H_
