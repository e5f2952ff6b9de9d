#include "mock_entra/errors/catalogue.h"

#include <cassert>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace mock::entra {
namespace {

constexpr absl::string_view kTable =
#include "mock_entra/errors/aadsts.inc"
    ;

constexpr absl::string_view kColumns[] = {
    "code",      "variant", "error",       "status",  "error_codes", "suberror",
    "error_uri", "extra",   "description", "trigger", "evidence",    "source",
};
constexpr std::size_t kColumnCount = sizeof(kColumns) / sizeof(kColumns[0]);

absl::Status Invalid(std::size_t line, absl::string_view column, absl::string_view expected) {
  return absl::InvalidArgumentError(
      absl::StrCat("line ", line, ", column ", column, ": expected ", expected));
}

absl::StatusOr<AadstsRow> ParseRow(std::size_t line, absl::string_view text) {
  const std::vector<absl::string_view> cells = absl::StrSplit(text, '\t');
  if (cells.size() != kColumnCount) {
    return Invalid(line, "source", absl::StrCat(kColumnCount, " cells, got ", cells.size()));
  }
  AadstsRow row;
  if (!absl::SimpleAtoi(cells[0], &row.code)) return Invalid(line, "code", "a number");
  row.variant = std::string(cells[1]);
  row.error = std::string(cells[2]);
  if (!absl::SimpleAtoi(cells[3], &row.status)) return Invalid(line, "status", "a number");
  for (const absl::string_view cell : absl::StrSplit(cells[4], ',')) {
    std::int64_t code = 0;
    if (!absl::SimpleAtoi(cell, &code)) return Invalid(line, "error_codes", "numbers");
    row.error_codes.push_back(code);
  }
  row.suberror = std::string(cells[5]);
  if (cells[6] != "yes" && cells[6] != "no") return Invalid(line, "error_uri", "yes or no");
  row.has_error_uri = cells[6] == "yes";
  row.extra = std::string(cells[7]);
  row.description = std::string(cells[8]);
  row.trigger = std::string(cells[9]);
  if (cells[10].size() != 1) return Invalid(line, "evidence", "one letter");
  row.evidence = cells[10][0];
  row.source = std::string(cells[11]);
  return row;
}

}  // namespace

const Catalogue& Catalogue::BuiltIn() {
  static const Catalogue* const kBuiltIn = [] {
    absl::StatusOr<Catalogue> parsed = Parse(kTable);
    assert(parsed.ok());  // catalogue_test parses the same text
    return new Catalogue(parsed.ok() ? *std::move(parsed) : Catalogue());
  }();
  return *kBuiltIn;
}

absl::StatusOr<Catalogue> Catalogue::Parse(absl::string_view tsv) {
  Catalogue catalogue;
  const std::string header = absl::StrJoin(kColumns, "\t");
  std::size_t number = 0;
  for (const absl::string_view line : absl::StrSplit(tsv, '\n')) {
    ++number;
    if (number == 1) {
      if (line != header) return Invalid(1, "code", absl::StrCat("the header ", header));
      continue;
    }
    if (line.empty()) continue;
    absl::StatusOr<AadstsRow> row = ParseRow(number, line);
    if (!row.ok()) return row.status();
    const std::size_t position = catalogue.rows_.size();
    if (!catalogue.index_.emplace(absl::StrCat(row->code, "/", row->variant), position).second) {
      return Invalid(number, "variant", "a variant that the code does not have yet");
    }
    catalogue.index_.emplace(absl::StrCat(row->code), position);
    catalogue.rows_.push_back(*std::move(row));
  }
  for (std::size_t i = 0; i < catalogue.rows_.size(); ++i) {
    for (const std::int64_t code : catalogue.rows_[i].error_codes) {
      catalogue.index_.emplace(absl::StrCat(code), i);
    }
  }
  return catalogue;
}

const AadstsRow* Catalogue::Find(std::int64_t code, absl::string_view variant) const {
  const auto found =
      index_.find(variant.empty() ? absl::StrCat(code) : absl::StrCat(code, "/", variant));
  return found == index_.end() ? nullptr : &rows_[found->second];
}

}  // namespace mock::entra
