// JSON laid out for people, without changing it.
#ifndef IDENTITY_INTERNAL_TEXT_JSON_INDENT_H_
#define IDENTITY_INTERNAL_TEXT_JSON_INDENT_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace azure::identity::internal {

// `json` as Go's json.Indent prints it with no prefix and two spaces: key
// order, escapes and numbers stay byte for byte; leading white space goes,
// trailing white space stays; {} and [] stay on one line. nullopt if `json` is
// not exactly one JSON value by Go's rules (which do not check UTF-8 inside
// strings and allow a depth of 10 000), or if indentation would add over
// 16 MiB, which Go would print.
std::optional<std::string> IndentJson(absl::string_view json);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_TEXT_JSON_INDENT_H_
