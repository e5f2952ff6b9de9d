// Regular expressions over abseil's string_view, compiled once.
#ifndef TOOLS_EXPLAIN_FIND_H_
#define TOOLS_EXPLAIN_FIND_H_

#include <re2/re2.h>

#include <initializer_list>
#include <string>

#include "absl/strings/string_view.h"

namespace azmock::explain {

inline re2::StringPiece Piece(absl::string_view text) { return {text.data(), text.size()}; }

// The first group of the first match; "" without one.
inline std::string FindFirst(absl::string_view text, const RE2& regex) {
  std::string found;
  RE2::PartialMatch(Piece(text), regex, &found);
  return found;
}

// That of the first of `regexes` which matches.
inline std::string FindBest(absl::string_view text, std::initializer_list<const RE2*> regexes) {
  for (const RE2* regex : regexes) {
    if (std::string found = FindFirst(text, *regex); !found.empty()) return found;
  }
  return "";
}

}  // namespace azmock::explain

#endif  // TOOLS_EXPLAIN_FIND_H_
