#include "tools/azmock_cli/replay/parity.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

namespace azmock {
namespace {

constexpr char kDifferences[] = "## Differences";
constexpr char kTexts[] = "## How the texts differ";

// The cells of a Markdown table row, without the code marks around them.
std::vector<std::string> Cells(absl::string_view line) {
  line = absl::StripAsciiWhitespace(line);
  line.remove_prefix(1);
  if (absl::EndsWith(line, "|")) line.remove_suffix(1);
  std::vector<std::string> cells;
  for (absl::string_view cell : absl::StrSplit(line, '|')) {
    cell = absl::StripAsciiWhitespace(cell);
    if (cell.size() >= 2 && cell.front() == '`' && cell.back() == '`') {
      cell = cell.substr(1, cell.size() - 2);
    }
    cells.emplace_back(cell);
  }
  return cells;
}

bool IsSeparatorOrHead(absl::string_view line, const std::vector<std::string>& cells) {
  return absl::StrContains(line, "---") || cells[0] == "Id";
}

absl::Status Bad(int line, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("identity/PARITY.md:", line, ": ", what));
}

absl::StatusOr<ParityRow> ParseTextRow(int line, const std::vector<std::string>& cells,
                                       const std::set<std::string>& differences) {
  if (cells.size() != 5) {
    return Bad(line,
               absl::StrCat("expected 5 cells (id, text, scenarios, azidentity's, ours), got ",
                            cells.size()));
  }
  ParityRow row;
  row.line = line;
  row.id = cells[0];
  if (differences.count(row.id) == 0) {
    return Bad(line, absl::StrCat(row.id, " is not among the differences"));
  }
  row.text = cells[1];
  if (row.text != "error" && row.text != "log" && row.text != "requests") {
    return Bad(line, absl::StrCat("\"", row.text, "\" is none of error, log, requests"));
  }
  if (cells[2] != "all") row.scenarios = absl::StrSplit(cells[2], ", ");
  row.theirs = std::make_shared<const RE2>(cells[3]);
  row.ours = absl::StrReplaceAll(cells[4], {{"\\n", "\n"}});
  std::string problem = row.theirs->error();
  if (!row.theirs->ok() || !row.theirs->CheckRewriteString(row.ours, &problem)) {
    return Bad(line, problem);
  }
  return row;
}

}  // namespace

absl::StatusOr<Parity> Parity::Parse(absl::string_view markdown) {
  Parity parity;
  std::set<std::string> differences;
  std::string section;
  int number = 0;
  for (const absl::string_view line : absl::StrSplit(markdown, '\n')) {
    ++number;
    if (absl::StartsWith(line, "## ")) section = std::string(line);
    if (!absl::StartsWith(line, "|")) continue;
    const auto cells = Cells(line);
    if (IsSeparatorOrHead(line, cells)) continue;
    if (section == kDifferences && !differences.insert(cells[0]).second) {
      return Bad(number, absl::StrCat(cells[0], " is there twice"));
    }
    if (section != kTexts) continue;
    auto row = ParseTextRow(number, cells, differences);
    if (!row.ok()) return row.status();
    parity.rows_.push_back(*std::move(row));
  }
  return parity;
}

std::string Parity::Translate(absl::string_view scenario, absl::string_view kind,
                              absl::string_view theirs, std::set<int>* used) const {
  std::string text(theirs);
  for (const ParityRow& row : rows_) {
    if (row.text != kind) continue;
    if (!row.scenarios.empty() && row.scenarios.count(std::string(scenario)) == 0) continue;
    const std::string before = text;
    RE2::GlobalReplace(&text, *row.theirs, row.ours);
    if (used != nullptr && text != before) used->insert(row.line);
  }
  return text;
}

}  // namespace azmock
