// identity/PARITY.md as data: where the library's texts deliberately differ
// from azidentity's.
#ifndef TOOLS_AZMOCK_CLI_REPLAY_PARITY_H_
#define TOOLS_AZMOCK_CLI_REPLAY_PARITY_H_

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "re2/re2.h"

namespace azmock {

// A row of the table "How the texts differ".
struct ParityRow {
  int line = 0;                     // in the document, from 1
  std::string id;                   // of the table of differences, such as "Q-14"
  std::string text;                 // "error", "log" or "requests"
  std::set<std::string> scenarios;  // empty: all
  std::shared_ptr<const RE2> theirs;
  std::string ours;  // RE2 rewrite, in which the document writes line ends as \n
};

class Parity {
 public:
  // Errors: kInvalidArgument, naming the line of the Markdown text: a row with
  // the wrong number of cells, an unknown kind of text, a bad regular
  // expression, an id that the table of differences does not have.
  static absl::StatusOr<Parity> Parse(absl::string_view markdown);

  // azidentity's text as this library would write it: every row that applies is
  // applied in order. The lines of the rows that changed something are added to
  // `used`, if not null.
  std::string Translate(absl::string_view scenario, absl::string_view kind,
                        absl::string_view theirs, std::set<int>* used) const;

  const std::vector<ParityRow>& rows() const { return rows_; }

 private:
  std::vector<ParityRow> rows_;
};

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_REPLAY_PARITY_H_
