// Bytes from outside as text.
#ifndef MOCK_COMMON_TEXT_UTF8_H_
#define MOCK_COMMON_TEXT_UTF8_H_

#include <string>

#include "absl/strings/string_view.h"

namespace mock::scenario {

// RFC 3629: no surrogates, nothing overlong, nothing above U+10FFFF.
bool IsUtf8(absl::string_view bytes);

// The same with U+FFFD for each byte that is part of no character.
std::string AsUtf8(absl::string_view bytes);

}  // namespace mock::scenario

#endif  // MOCK_COMMON_TEXT_UTF8_H_
