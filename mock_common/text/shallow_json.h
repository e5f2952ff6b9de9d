// JSON from strangers: the library that writes it recurses, so depth is bounded.
#ifndef MOCK_COMMON_TEXT_SHALLOW_JSON_H_
#define MOCK_COMMON_TEXT_SHALLOW_JSON_H_

#include "absl/strings/string_view.h"
#include "nlohmann/json.hpp"

namespace mock::scenario {

inline constexpr int kDeepestJson = 100;

// The JSON text as a value, its members in order; discarded if it is no JSON or
// nested deeper than kDeepestJson.
nlohmann::ordered_json ParseShallowJson(absl::string_view text);

}  // namespace mock::scenario

#endif  // MOCK_COMMON_TEXT_SHALLOW_JSON_H_
