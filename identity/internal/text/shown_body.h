#ifndef IDENTITY_INTERNAL_TEXT_SHOWN_BODY_H_
#define IDENTITY_INTERNAL_TEXT_SHOWN_BODY_H_

#include <string>

#include "absl/strings/string_view.h"

namespace azure::identity::internal {

// What an error shows of a response's body: all of it, without its secrets
// (RedactSecrets). Of more than 64 KiB, which no authority sends, the first 4 KiB, and
// below them how long it is:
//   … [4096 of 4194304 bytes]
std::string ShownBody(absl::string_view body);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_TEXT_SHOWN_BODY_H_
