// The rows of the troubleshooting guides of Azure Identity: what each error means, and what to do.
#ifndef MOCK_SERVER_GUIDE_GUIDE_H_
#define MOCK_SERVER_GUIDE_GUIDE_H_

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace mock::guide {

// One row. None of its texts but `no_scenario` is empty.
struct GuideRow {
  std::string id;           // "row", such as "TSG-SECRET-1"; never changes its meaning
  std::string guide;        // whose: one of GuideNames()
  std::string section;      // a credential's type, a host, or the heading of a guide's prose
  std::string error;        // the text that the row is about, as its guide has it
  std::string cause;        // what is wrong, or what the row's procedure shows
  std::string mitigation;   // what to do about it
  std::string link;         // the guide's own page: https, with the section's anchor if it has one
  std::string no_scenario;  // why no scenario can show the row; empty if one can
};

// "go", "net", "java", "python", "js", "cpp", "rust", and "old": what Go's guide had once.
const std::vector<absl::string_view>& GuideNames();

// Immutable, so safe for use by many threads. Moving it keeps pointers to its rows valid.
class Guide {
 public:
  // The rows of rows.txt, which is compiled in.
  static const Guide& BuiltIn();

  // Reads the format of rows.txt: lines "field value", of which "row ID" begins a row; a line that
  // begins with a blank continues the value before it; "#" begins a line that is for readers alone.
  // Errors: kInvalidArgument, such as "line 7, field link: expected an https URL".
  static absl::StatusOr<Guide> Parse(absl::string_view text);

  // Null if there is no such row. The row lives as long as the Guide.
  const GuideRow* Find(absl::string_view id) const;

  // kNotFound names the three nearest ids:
  //   unknown guide row "TSG-SECRT-1"; did you mean TSG-SECRET-1, ...?
  absl::StatusOr<const GuideRow*> Get(absl::string_view id) const;

  // In the order of the file.
  const std::vector<GuideRow>& rows() const { return rows_; }

 private:
  std::vector<GuideRow> rows_;
  std::map<std::string, std::size_t, std::less<>> index_;
};

}  // namespace mock::guide

#endif  // MOCK_SERVER_GUIDE_GUIDE_H_
