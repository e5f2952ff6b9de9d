// What the times in a text say, computed.
#ifndef TOOLS_EXPLAIN_TIMES_H_
#define TOOLS_EXPLAIN_TIMES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "tools/explain/facts.h"

namespace azmock::explain {

// One sentence for each fact: how much too late or too early an assertion or token came, how old a
// refresh token was, how far the clock of a log is from Entra ID's, how long to wait. Empty if the
// text has no two times to compare. `text` is that of the facts.
std::vector<std::string> TimesOf(const Facts& facts, absl::string_view text);

}  // namespace azmock::explain

#endif  // TOOLS_EXPLAIN_TIMES_H_
