// JSON values as text, whatever bytes strangers put into them.
#ifndef MOCK_COMMON_TEXT_JSON_TEXT_H_
#define MOCK_COMMON_TEXT_JSON_TEXT_H_

#include <string>

#include "nlohmann/json.hpp"

namespace mock::scenario {

// On one line, or indented. Never throws: bytes that are no UTF-8 become U+FFFD.
template <typename Json>
std::string JsonText(const Json& json, int indent = -1) {
  return json.dump(indent, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace);
}

}  // namespace mock::scenario

#endif  // MOCK_COMMON_TEXT_JSON_TEXT_H_
