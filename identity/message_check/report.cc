#include "identity/message_check/report.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_split.h"

namespace azure::identity::internal {
namespace {

// How many code points `text` has; a byte that continues none counts with the one before.
int CodePoints(absl::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

}  // namespace

std::vector<Line> SplitLines(absl::string_view text) {
  std::vector<Line> lines;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    lines.push_back({line, 0, lines.size()});
  }
  return lines;
}

void Report::Add(absl::string_view rule, const Line& line, std::size_t offset,
                 std::string message) {
  // Once for a line: more would say nothing new, and could take quadratic time.
  if (!reported_.emplace(line.number, rule).second) return;
  const int column = CodePoints(line.whole.substr(0, line.indent + offset)) + 1;
  violations_.push_back(
      {std::string(rule), static_cast<int>(line.number) + 1, column, std::move(message)});
}

std::vector<MessageViolation> Report::Take() {
  std::sort(violations_.begin(), violations_.end(),
            [](const MessageViolation& a, const MessageViolation& b) {
              return std::tie(a.line, a.column, a.rule) < std::tie(b.line, b.column, b.rule);
            });
  return std::move(violations_);
}

}  // namespace azure::identity::internal
