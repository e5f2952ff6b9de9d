// A JSON body without its secrets.
#ifndef MOCK_COMMON_TEXT_REDACTED_JSON_H_
#define MOCK_COMMON_TEXT_REDACTED_JSON_H_

#include <string>

#include "absl/strings/string_view.h"

namespace mock::scenario {

// Of an answer that grants something a text is shown only if its member's name is known to be
// harmless. One that refuses grants nothing: there, only names that sound secret hide theirs.
enum class BodyOf { kGrant, kRefusal };

// The same bytes with "<redacted>" in the place of every text that may be a secret. Elements of an
// array have the array's name. Reads once and builds nothing: the journal asks for every response.
// What is no JSON comes back in some form without its texts.
std::string RedactedJson(absl::string_view json, BodyOf of);

}  // namespace mock::scenario

#endif  // MOCK_COMMON_TEXT_REDACTED_JSON_H_
