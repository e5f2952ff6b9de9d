// Arrays of texts in JSON documents.
#ifndef MOCK_ENTRA_EXCHANGE_JSON_STRINGS_H_
#define MOCK_ENTRA_EXCHANGE_JSON_STRINGS_H_

#include <initializer_list>

#include "nlohmann/json.hpp"

namespace mock::entra {

// An array always: nlohmann::json takes two texts in braces for a name and its value.
inline nlohmann::ordered_json Strings(std::initializer_list<const char*> texts) {
  auto array = nlohmann::ordered_json::array();
  for (const char* text : texts) array.push_back(text);
  return array;
}

}  // namespace mock::entra

#endif  // MOCK_ENTRA_EXCHANGE_JSON_STRINGS_H_
