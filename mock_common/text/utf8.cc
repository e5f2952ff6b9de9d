#include "mock_common/text/utf8.h"

#include <cstddef>

namespace mock::scenario {
namespace {

bool IsIn(absl::string_view bytes, std::size_t at, unsigned char least, unsigned char most) {
  if (at >= bytes.size()) return false;
  const auto byte = static_cast<unsigned char>(bytes[at]);
  return least <= byte && byte <= most;
}

// The length of the character that `bytes`, which are not empty, begin with; 0 for none. The ranges
// are those of the grammar in RFC 3629, section 4.
std::size_t CharacterLength(absl::string_view bytes) {
  const auto first = static_cast<unsigned char>(bytes[0]);
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4) return 0;
  if (first < 0xE0) return IsIn(bytes, 1, 0x80, 0xBF) ? 2 : 0;
  unsigned char least = 0x80;
  unsigned char most = 0xBF;
  if (first == 0xE0) least = 0xA0;  // not overlong
  if (first == 0xED) most = 0x9F;   // no surrogate
  if (first == 0xF0) least = 0x90;  // not overlong
  if (first == 0xF4) most = 0x8F;   // not above U+10FFFF
  if (!IsIn(bytes, 1, least, most) || !IsIn(bytes, 2, 0x80, 0xBF)) return 0;
  if (first < 0xF0) return 3;
  return IsIn(bytes, 3, 0x80, 0xBF) ? 4 : 0;
}

}  // namespace

bool IsUtf8(absl::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t length = CharacterLength(bytes);
    if (length == 0) return false;
    bytes.remove_prefix(length);
  }
  return true;
}

std::string AsUtf8(absl::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  while (!bytes.empty()) {
    const std::size_t length = CharacterLength(bytes);
    if (length == 0) {
      text.append("\xEF\xBF\xBD");
    } else {
      text.append(bytes.data(), length);
    }
    bytes.remove_prefix(length == 0 ? 1 : length);
  }
  return text;
}

}  // namespace mock::scenario
