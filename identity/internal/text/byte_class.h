// What the bytes of a text are, in ASCII.
#ifndef IDENTITY_INTERNAL_TEXT_BYTE_CLASS_H_
#define IDENTITY_INTERNAL_TEXT_BYTE_CLASS_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"

namespace azure::identity::internal {

// absl's, which take an unsigned char, of a string's bytes.
inline bool IsControl(char c) { return absl::ascii_iscntrl(static_cast<unsigned char>(c)); }
inline bool IsDigit(char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); }
inline bool IsAlnum(char c) { return absl::ascii_isalnum(static_cast<unsigned char>(c)); }
inline bool IsHex(char c) { return absl::ascii_isxdigit(static_cast<unsigned char>(c)); }

// Skips eight bytes at a time of `text` for as long as `is_plain` holds of them as one number. How
// many are skipped.
template <typename IsPlain>
std::size_t SkipPlainWords(absl::string_view text, IsPlain is_plain) {
  std::size_t skipped = 0;
  for (std::uint64_t word = 0; text.size() - skipped >= sizeof(word); skipped += sizeof(word)) {
    std::memcpy(&word, text.data() + skipped, sizeof(word));
    if (!is_plain(word)) break;
  }
  return skipped;
}

// A word of eight bytes that are all `byte`.
constexpr std::uint64_t EachByte(std::uint8_t byte) { return byte * 0x0101010101010101u; }

// How many bytes of ASCII the text begins with.
inline std::size_t AsciiPrefix(absl::string_view text) {
  std::size_t size =
      SkipPlainWords(text, [](std::uint64_t word) { return (word & EachByte(0x80)) == 0; });
  while (size < text.size() && static_cast<unsigned char>(text[size]) < 0x80) ++size;
  return size;
}

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_TEXT_BYTE_CLASS_H_
