#include "mock_common/text/nearest.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace mock::scenario {
namespace {

constexpr std::size_t kSuggestions = 3;

// "a, b or c".
std::string Alternatives(std::vector<std::string> names) {
  if (names.size() < 2) return absl::StrJoin(names, "");
  const std::string last = std::move(names.back());
  names.pop_back();
  return absl::StrCat(absl::StrJoin(names, ", "), " or ", last);
}

}  // namespace

std::size_t EditDistance(absl::string_view a, absl::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substitution = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substitution});
    }
  }
  return row[b.size()];
}

std::vector<std::string> Nearest(absl::string_view name, std::vector<std::string> names,
                                 std::size_t count) {
  std::vector<std::pair<std::size_t, std::string>> ranked;
  const std::string lower = absl::AsciiStrToLower(name);
  for (std::string& candidate : names) {
    const std::size_t distance = EditDistance(lower, absl::AsciiStrToLower(candidate));
    ranked.emplace_back(distance, std::move(candidate));
  }
  std::sort(ranked.begin(), ranked.end());
  if (ranked.size() > count) ranked.resize(count);
  std::vector<std::string> nearest;
  for (auto& [distance, candidate] : ranked) nearest.push_back(std::move(candidate));
  return nearest;
}

std::string DidYouMean(absl::string_view name, std::vector<std::string> names) {
  if (names.empty()) return "";
  return absl::StrCat("; did you mean ",
                      Alternatives(Nearest(name, std::move(names), kSuggestions)), "?");
}

}  // namespace mock::scenario
