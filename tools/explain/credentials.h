#ifndef TOOLS_EXPLAIN_CREDENTIALS_H_
#define TOOLS_EXPLAIN_CREDENTIALS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "tools/explain/facts.h"

namespace azmock::explain {

struct Credentials {
  std::string outermost;      // "" if none is named
  std::vector<Cause> causes;  // of a chain, in its order; each credential once
};

// A credential that is said to have failed goes before one that only stands in a stack trace.
Credentials FindCredentials(absl::string_view text);

}  // namespace azmock::explain

#endif  // TOOLS_EXPLAIN_CREDENTIALS_H_
