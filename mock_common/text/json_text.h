// JSON values from text and as text, whatever bytes strangers put into them.
//
// The library that does it consists of templates; here they are compiled once.
#ifndef MOCK_COMMON_TEXT_JSON_TEXT_H_
#define MOCK_COMMON_TEXT_JSON_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"
#include "nlohmann/json.hpp"

namespace mock::scenario {

// On one line, or indented. Never throws: bytes that are no UTF-8 become U+FFFD.
std::string JsonText(const nlohmann::json& json, int indent = -1);
std::string JsonText(const nlohmann::ordered_json& json, int indent = -1);

// Discarded if the text is no JSON. For a stranger's text see shallow_json.h.
nlohmann::json ParseJson(absl::string_view text);
nlohmann::ordered_json ParseOrderedJson(absl::string_view text);

// As a JSON string; null if it is empty.
nlohmann::ordered_json TextOrNull(const std::string& text);

}  // namespace mock::scenario

#endif  // MOCK_COMMON_TEXT_JSON_TEXT_H_
