// The lines of a message, and what is found in them.
#ifndef IDENTITY_MESSAGE_CHECK_REPORT_H_
#define IDENTITY_MESSAGE_CHECK_REPORT_H_

#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "identity/message_check/message_check.h"

namespace azure::identity::internal {

// A line of a message, or of a chain's cause: then without the tabs in front.
struct Line {
  absl::string_view whole;
  std::size_t indent = 0;
  std::size_t number = 0;  // from 0

  absl::string_view text() const { return whole.substr(indent); }
};

// The lines of `text`, of which there is at least one.
std::vector<Line> SplitLines(absl::string_view text);

class Report {
 public:
  explicit Report(std::size_t lines) : notes_(lines) {}

  // `rule` is broken `offset` bytes into the line's text().
  void Add(absl::string_view rule, const Line& line, std::size_t offset, std::string message);

  // What the rules about characters need to know of a line.
  struct Note {
    std::size_t indent = 0;    // a cause's tabs are no blanks of its text
    bool verbatim = false;     // of a body that is copied as the service sent it
    bool keeps_blank = false;  // ends with a blank because nothing follows it
  };
  Note& NoteOf(const Line& line) { return notes_[line.number]; }

  // In order.
  std::vector<MessageViolation> Take();

 private:
  std::vector<Note> notes_;
  std::set<std::pair<std::size_t, absl::string_view>> reported_;
  std::vector<MessageViolation> violations_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_MESSAGE_CHECK_REPORT_H_
