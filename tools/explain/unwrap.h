// A pasted text without what its way here has put around it.
#ifndef TOOLS_EXPLAIN_UNWRAP_H_
#define TOOLS_EXPLAIN_UNWRAP_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace azmock::explain {

// Takes off, in this order: colours of a terminal, CR of CRLF, HTML entities, typographic quotes
// and spaces, markdown quotes, prefixes of logs (time, level, the name of a container), the line
// breaks of a screen, escapes of JSON, as often as they were put on. What it cannot take for
// decoration it leaves as it is; no text is an error. Takes time linear in the text. Safe for use
// by many threads.
std::string Unwrap(absl::string_view pasted);

// The time with which the first line of a log begins that says its time zone; "" without one.
std::string FirstLogTime(absl::string_view pasted);

// The lines of a long text that may say something about an error, with their neighbours, at most
// `limit` bytes of them; a text that is not longer, as it is.
std::string Excerpt(absl::string_view text, std::size_t limit);

}  // namespace azmock::explain

#endif  // TOOLS_EXPLAIN_UNWRAP_H_
