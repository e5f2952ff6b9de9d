// The layouts of error texts.
#ifndef IDENTITY_INTERNAL_ERRORS_ERROR_LAYOUT_H_
#define IDENTITY_INTERNAL_ERRORS_ERROR_LAYOUT_H_

#include <string>

#include "absl/strings/string_view.h"
#include "identity/error_details.h"

namespace azure::identity::internal {

// What FormatError of identity/errors.h does.
std::string LayOutError(const ErrorDetails& details, ErrorLayout layout);

// The anchor of `credential`'s section in the troubleshooting guide; "" if it
// has none.
absl::string_view TroubleshootingAnchor(absl::string_view credential);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_ERRORS_ERROR_LAYOUT_H_
