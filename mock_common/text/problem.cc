#include "mock_common/text/problem.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace mock::scenario {

std::string ToString(const Problem& problem) {
  std::string line = problem.file;
  if (problem.line > 0) {
    if (!line.empty()) line += ':';
    absl::StrAppend(&line, problem.line, ":", problem.column);
  }
  if (!line.empty()) line += ": ";
  if (!problem.field.empty()) absl::StrAppend(&line, problem.field, ": ");
  return line + problem.text;
}

absl::Status ToStatus(std::vector<Problem> problems) {
  if (problems.empty()) return absl::OkStatus();
  std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
    return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
  });
  return absl::InvalidArgumentError(absl::StrJoin(
      problems, "\n",
      [](std::string* out, const Problem& problem) { out->append(ToString(problem)); }));
}

}  // namespace mock::scenario
