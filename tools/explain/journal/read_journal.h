// Reads what `azmock serve --journal F` has written.
#ifndef TOOLS_EXPLAIN_JOURNAL_READ_JOURNAL_H_
#define TOOLS_EXPLAIN_JOURNAL_READ_JOURNAL_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "mock_common/journal/journal_entry.h"

namespace azmock::explain {

struct JournalFile {
  std::vector<mock::scenario::JournalEntry> entries;  // without headers, forms and assertions
  // What was left out, and what the file lacks, for a person; "" if nothing.
  std::string note;
};

// One JSON object a line; empty lines count for nothing, and members that are not known are those
// of a newer version. A last line without an end that is no JSON was cut off while it was written:
// all before it counts, and the note says so, as it does of sequence numbers that are missing.
// Errors: kInvalidArgument for any other line that is none of a journal's, naming line and member:
// "3: status: is no number".
absl::StatusOr<JournalFile> ReadJournal(absl::string_view text);

}  // namespace azmock::explain

#endif  // TOOLS_EXPLAIN_JOURNAL_READ_JOURNAL_H_
