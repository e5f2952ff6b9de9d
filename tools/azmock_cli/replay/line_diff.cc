#include "tools/azmock_cli/replay/line_diff.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace azmock {
namespace {

using Lines = std::vector<absl::string_view>;
using Table = std::vector<std::vector<int>>;

// longest[i][j]: the length of the longest common subsequence of a[i..] and b[j..].
Table LongestCommon(const Lines& a, const Lines& b) {
  Table longest(a.size() + 1, std::vector<int>(b.size() + 1, 0));
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      longest[i][j] =
          a[i] == b[j] ? longest[i + 1][j + 1] + 1 : std::max(longest[i + 1][j], longest[i][j + 1]);
    }
  }
  return longest;
}

std::string WithVisibleEnd(absl::string_view line) {
  std::size_t end = line.size();
  while (end > 0 && line[end - 1] == ' ') --end;
  std::string shown(line.substr(0, end));
  for (std::size_t i = end; i < line.size(); ++i) shown += "·";
  return shown;
}

// Points at the first character in which two versions of a line differ.
std::string Pointer(absl::string_view expected, absl::string_view actual) {
  const std::size_t shorter = std::min(expected.size(), actual.size());
  std::size_t at = 0;
  while (at < shorter && expected[at] == actual[at]) ++at;
  return absl::StrCat("  ", std::string(at, ' '), "^ column ", at + 1, "\n");
}

}  // namespace

std::string LineDiff(absl::string_view expected, absl::string_view actual) {
  if (expected == actual) return "";
  const Lines a = absl::StrSplit(expected, '\n');
  const Lines b = absl::StrSplit(actual, '\n');
  const Table longest = LongestCommon(a, b);
  std::string diff;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      absl::StrAppend(&diff, "  ", a[i++], "\n");
      ++j;
      continue;
    }
    const std::size_t first_removed = i;
    const std::size_t first_added = j;
    while (i < a.size() && (j == b.size() || longest[i + 1][j] >= longest[i][j + 1]) &&
           (j == b.size() || a[i] != b[j])) {
      absl::StrAppend(&diff, "- ", WithVisibleEnd(a[i++]), "\n");
    }
    while (j < b.size() && (i == a.size() || longest[i][j + 1] > longest[i + 1][j]) &&
           (i == a.size() || a[i] != b[j])) {
      absl::StrAppend(&diff, "+ ", WithVisibleEnd(b[j++]), "\n");
    }
    if (i == first_removed + 1 && j == first_added + 1) {
      absl::StrAppend(&diff, Pointer(a[first_removed], b[first_added]));
    }
  }
  return diff;
}

std::string PaintDiff(absl::string_view diff, const Style& style) {
  std::string painted;
  for (absl::string_view line : absl::StrSplit(diff, absl::ByChar('\n'), absl::SkipEmpty())) {
    const bool missing = absl::StartsWith(line, "- ");
    const std::string colored = missing || absl::StartsWith(line, "+ ")
                                    ? style.Paint(missing ? Color::kBad : Color::kGood, line)
                                    : std::string(line);
    absl::StrAppend(&painted, colored, "\n");
  }
  return painted;
}

}  // namespace azmock
