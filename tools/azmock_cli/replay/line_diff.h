// A line-by-line difference for people to read.
#ifndef TOOLS_AZMOCK_CLI_REPLAY_LINE_DIFF_H_
#define TOOLS_AZMOCK_CLI_REPLAY_LINE_DIFF_H_

#include <string>

#include "absl/strings/string_view.h"
#include "tools/terminal/style.h"

namespace azmock {

// Empty if the texts are equal. Otherwise every line of both, in order: "  " in
// front of common lines, "- " of those only in `expected`, "+ " of those only
// in `actual`. A changed line is followed by one that points at the first
// character that differs. Spaces at the end of differing lines are shown as "·".
std::string LineDiff(absl::string_view expected, absl::string_view actual);

// A difference with the lines that are missing in red, and those that are new in green.
std::string PaintDiff(absl::string_view diff, const Style& style);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_REPLAY_LINE_DIFF_H_
