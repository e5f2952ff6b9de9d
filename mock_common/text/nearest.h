// "Did you mean": the names closest to a misspelt one.
#ifndef MOCK_COMMON_TEXT_NEAREST_H_
#define MOCK_COMMON_TEXT_NEAREST_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace mock::scenario {

// Levenshtein's distance: insertions, deletions and substitutions.
std::size_t EditDistance(absl::string_view a, absl::string_view b);

// At most `count` of `names`, the closest to `name` first, without regard to case; equally
// close ones in alphabetical order.
std::vector<std::string> Nearest(absl::string_view name, std::vector<std::string> names,
                                 std::size_t count);

// What an error about the unknown `name` ends with: "; did you mean a, b or c?", of the three
// closest of `names`; "" if there are none.
std::string DidYouMean(absl::string_view name, std::vector<std::string> names);

}  // namespace mock::scenario

#endif  // MOCK_COMMON_TEXT_NEAREST_H_
