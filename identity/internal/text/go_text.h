// Text in the forms of Go's standard library, in which azidentity's messages
// are written.
#ifndef IDENTITY_INTERNAL_TEXT_GO_TEXT_H_
#define IDENTITY_INTERNAL_TEXT_GO_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace azure::identity::internal {

// As Go and HTTP dates have them, whatever the process's locale.
inline constexpr absl::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// `text` as fmt's %q: in double quotes, with \" \\ \n \t …, \x7f for bytes that
// are not UTF-8 and for ASCII controls, \u200b for what does not print. Code
// points that Unicode has not assigned stay as they are, unlike in Go.
std::string QuoteGo(absl::string_view text);

// As time.Duration prints: "1m30s", "22.965411ms", "34.832µs", "0s". Cut to
// whole nanoseconds and to the range of Go's type (about 292 years).
std::string FormatGoDuration(absl::Duration duration);

// `text` with every byte that belongs to no UTF-8 sequence replaced by U+FFFD,
// as Go does.
std::string ToValidUtf8(absl::string_view text);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_TEXT_GO_TEXT_H_
