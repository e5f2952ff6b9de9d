#include "identity/message_check/character_rules.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "identity/internal/text/go_text.h"

namespace azure::identity::internal {
namespace {

void CheckUtf8(const Line& line, Report& report) {
  const std::string valid = ToValidUtf8(line.whole);
  const auto differs = std::mismatch(line.whole.begin(), line.whole.end(), valid.begin());
  if (differs.first == line.whole.end()) return;
  report.Add(
      "utf-8", line, differs.first - line.whole.begin(),
      absl::StrFormat("the byte 0x%02x is not UTF-8", static_cast<unsigned char>(*differs.first)));
}

}  // namespace

void CheckCharacters(const Line& physical, Report& report) {
  const Report::Note& note = report.NoteOf(physical);
  const Line line{physical.whole, 0, physical.number};
  CheckUtf8(line, report);
  for (std::size_t i = 0; i < line.whole.size(); ++i) {
    const auto c = static_cast<unsigned char>(line.whole[i]);
    if (c == '\r') {
      if (!note.verbatim) {
        report.Add("carriage-return", line, i, "a carriage return outside a body");
      }
    } else if ((c < 0x20 && c != '\t') || c == 0x7F) {
      report.Add("control-character", line, i, absl::StrFormat("the character 0x%02x", c));
    }
  }
  if (note.verbatim || note.keeps_blank) return;
  const absl::string_view text = absl::StripSuffix(line.whole.substr(note.indent), "\r");
  const absl::string_view stripped = absl::StripTrailingAsciiWhitespace(text);
  if (stripped.size() != text.size()) {
    report.Add("trailing-blank", line, note.indent + stripped.size(),
               "white space at the end of the line");
  }
}

}  // namespace azure::identity::internal
