#ifndef TOOLS_EXPLAIN_VERSION_H_
#define TOOLS_EXPLAIN_VERSION_H_

#include <string>

#include "absl/strings/string_view.h"

namespace azmock::explain {

// The library and the version that wrote the text, by versions.txt: "azidentity 1.7.0" where the
// text says it, "azidentity 1.3.0 or later" where only its wording gives it away, "" where nothing
// does. `sdk` is that of FindSdk().
std::string FindVersion(absl::string_view text, absl::string_view sdk);

}  // namespace azmock::explain

#endif  // TOOLS_EXPLAIN_VERSION_H_
