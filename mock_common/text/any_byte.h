// Looks for bytes of a kind in texts that mostly have none, such as what has to be escaped.
#ifndef MOCK_COMMON_TEXT_ANY_BYTE_H_
#define MOCK_COMMON_TEXT_ANY_BYTE_H_

#include <cstddef>

#include "absl/strings/string_view.h"

namespace mock {

// Whether `is(byte)` holds for a byte of the text; `is` must be a plain expression of it. Looks at
// whole blocks without a way out, which compilers make vector instructions of.
template <typename Predicate>
bool AnyByte(absl::string_view text, Predicate is) {
  constexpr std::size_t kBlock = 32;
  const char* at = text.data();
  const char* const end = at + text.size();
  for (; end - at >= static_cast<std::ptrdiff_t>(kBlock); at += kBlock) {
    unsigned char any = 0;
    for (std::size_t i = 0; i < kBlock; ++i) any |= static_cast<unsigned char>(is(at[i]));
    if (any != 0) return true;
  }
  for (; at != end; ++at) {
    if (is(*at)) return true;
  }
  return false;
}

}  // namespace mock

#endif  // MOCK_COMMON_TEXT_ANY_BYTE_H_
