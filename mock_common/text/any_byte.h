// Looks for bytes of a kind in texts that mostly have none, such as what has to be escaped.
#ifndef MOCK_COMMON_TEXT_ANY_BYTE_H_
#define MOCK_COMMON_TEXT_ANY_BYTE_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "absl/strings/string_view.h"

namespace mock {

// Whether `is(byte)` holds for a byte of the text; `is` must be a plain expression of it. Looks at
// whole blocks without a way out, which compilers make vector instructions of; the last of a text
// has some bytes of the one before.
template <typename Predicate>
bool AnyByte(absl::string_view text, Predicate is) {
  constexpr std::size_t kBlock = 16;
  if (text.size() < kBlock) {
    for (const char c : text) {
      if (is(c)) return true;
    }
    return false;
  }
  const auto any_of_block = [is](const char* at) {
    unsigned char found[kBlock];
    for (std::size_t i = 0; i < kBlock; ++i) found[i] = static_cast<unsigned char>(is(at[i]));
    std::uint64_t halves[2];
    std::memcpy(halves, found, sizeof(halves));
    return (halves[0] | halves[1]) != 0;
  };
  const char* const last = text.data() + text.size() - kBlock;
  for (const char* at = text.data(); at < last; at += kBlock) {
    if (any_of_block(at)) return true;
  }
  return any_of_block(last);
}

}  // namespace mock

#endif  // MOCK_COMMON_TEXT_ANY_BYTE_H_
