// JSON from strangers: the library that writes it recurses, so depth is bounded.
#ifndef MOCK_COMMON_TEXT_SHALLOW_JSON_H_
#define MOCK_COMMON_TEXT_SHALLOW_JSON_H_

#include <string>

#include "nlohmann/json.hpp"

namespace mock::scenario {

inline constexpr int kDeepestJson = 100;

// The JSON text as a value, its members in order; discarded if it is no JSON or
// nested deeper than kDeepestJson.
inline nlohmann::ordered_json ParseShallowJson(const std::string& text) {
  bool too_deep = false;
  const auto watch = [&too_deep](int depth, nlohmann::ordered_json::parse_event_t,
                                 nlohmann::ordered_json&) {
    if (depth > kDeepestJson) too_deep = true;
    return !too_deep;
  };
  auto json = nlohmann::ordered_json::parse(text, watch, /*allow_exceptions=*/false);
  if (too_deep) return nlohmann::ordered_json(nlohmann::ordered_json::value_t::discarded);
  return json;
}

}  // namespace mock::scenario

#endif  // MOCK_COMMON_TEXT_SHALLOW_JSON_H_
