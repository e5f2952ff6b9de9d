// What a byte of a text is, in ASCII.
#ifndef IDENTITY_INTERNAL_TEXT_BYTE_CLASS_H_
#define IDENTITY_INTERNAL_TEXT_BYTE_CLASS_H_

#include "absl/strings/ascii.h"

namespace azure::identity::internal {

// absl's, which take an unsigned char, of a string's bytes.
inline bool IsControl(char c) { return absl::ascii_iscntrl(static_cast<unsigned char>(c)); }
inline bool IsDigit(char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); }
inline bool IsAlnum(char c) { return absl::ascii_isalnum(static_cast<unsigned char>(c)); }
inline bool IsHex(char c) { return absl::ascii_isxdigit(static_cast<unsigned char>(c)); }

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_TEXT_BYTE_CLASS_H_
