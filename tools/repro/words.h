// An error's text as words, so that texts can be compared whatever a screen, a log or a chain has
// done to their white space.
#ifndef TOOLS_REPRO_WORDS_H_
#define TOOLS_REPRO_WORDS_H_

#include <vector>

#include "absl/strings/string_view.h"

namespace azmock::repro {

struct Word {
  enum Kind {
    kName,  // letters and digits, and between them single dots, hyphens, "@", "_", "'"
    kId,    // a UUID, or the digest of a key
    kTime,  // such as "2026-01-15 12:00:00Z"
    kMark,  // one character of any other kind
  };
  absl::string_view text;  // a part of the text that was split
  Kind kind = kMark;
};

// White space, and the escapes "\r", "\n" and "\t" of JSON, only part words. Takes time linear in
// the text.
std::vector<Word> SplitWords(absl::string_view text);

}  // namespace azmock::repro

#endif  // TOOLS_REPRO_WORDS_H_
