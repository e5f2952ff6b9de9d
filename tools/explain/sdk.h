#ifndef TOOLS_EXPLAIN_SDK_H_
#define TOOLS_EXPLAIN_SDK_H_

#include <string>

#include "absl/strings/string_view.h"

namespace azmock::explain {

// Whose text it is, by sdks.txt: "go", "net", "python", "java", "js", "cpp", "rust", "az", "azd",
// "powershell", "other"; "" if nothing gives it away. `has_credential`: a credential of an SDK
// failed.
std::string FindSdk(absl::string_view text, bool has_credential);

}  // namespace azmock::explain

#endif  // TOOLS_EXPLAIN_SDK_H_
