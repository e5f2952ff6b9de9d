#include "mock_server/guide/guide.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "mock_common/text/nearest.h"

namespace mock::guide {
namespace {

constexpr absl::string_view kRows =
#include "mock_server/guide/rows.inc"
    ;

constexpr absl::string_view kRow = "row";

struct Field {
  absl::string_view name;
  std::string GuideRow::*value;
  bool required = true;
};

constexpr Field kFields[] = {
    {kRow, &GuideRow::id},           {"guide", &GuideRow::guide},
    {"section", &GuideRow::section}, {"error", &GuideRow::error},
    {"cause", &GuideRow::cause},     {"mitigation", &GuideRow::mitigation},
    {"link", &GuideRow::link},       {"no_scenario", &GuideRow::no_scenario, /*required=*/false},
};

absl::Status Invalid(int line, absl::string_view field, absl::string_view text) {
  return absl::InvalidArgumentError(absl::StrCat("line ", line, ", field ", field, ": ", text));
}

// A field of the file, with the lines that continue it.
struct Entry {
  int line = 0;
  std::string name;
  std::string value;
};

absl::StatusOr<std::vector<Entry>> ParseEntries(absl::string_view text) {
  std::vector<Entry> entries;
  int number = 0;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    ++number;
    const absl::string_view content = absl::StripAsciiWhitespace(line);
    if (content.empty() || line[0] == '#') continue;
    if (absl::ascii_isspace(static_cast<unsigned char>(line[0]))) {
      if (entries.empty()) return Invalid(number, kRow, "expected before what continues it");
      std::string& value = entries.back().value;
      absl::StrAppend(&value, value.empty() ? "" : " ", content);
      continue;
    }
    const std::pair<absl::string_view, absl::string_view> split =
        absl::StrSplit(content, absl::MaxSplits(' ', 1));
    entries.push_back({number, std::string(split.first),
                       std::string(absl::StripLeadingAsciiWhitespace(split.second))});
  }
  return entries;
}

bool IsId(absl::string_view id) {
  return absl::StartsWith(id, "TSG-") && std::all_of(id.begin(), id.end(), [](unsigned char c) {
           return absl::ascii_isupper(c) || absl::ascii_isdigit(c) || c == '-';
         });
}

bool IsHttpsUrl(absl::string_view link) {
  constexpr absl::string_view kScheme = "https://";
  return absl::StartsWith(link, kScheme) && link.size() > kScheme.size() &&
         link[kScheme.size()] != '/' && !absl::StrContains(link, ' ');
}

absl::Status CheckValue(const Entry& entry) {
  if (entry.value.empty()) return Invalid(entry.line, entry.name, "expected a text");
  if (entry.name == kRow && !IsId(entry.value)) {
    return Invalid(entry.line, kRow, "expected an id such as TSG-SECRET-1");
  }
  const std::vector<absl::string_view>& guides = GuideNames();
  if (entry.name == "guide" &&
      std::find(guides.begin(), guides.end(), entry.value) == guides.end()) {
    return Invalid(entry.line, entry.name,
                   absl::StrCat("expected one of ", absl::StrJoin(guides, ", "), ", got \"",
                                entry.value, "\""));
  }
  if (entry.name == "link" && !IsHttpsUrl(entry.value)) {
    return Invalid(entry.line, entry.name, "expected an https URL");
  }
  return absl::OkStatus();
}

absl::Status SetField(const Entry& entry, GuideRow& row) {
  const auto* const field =
      std::find_if(std::begin(kFields), std::end(kFields),
                   [&entry](const Field& one) { return one.name == entry.name; });
  if (field == std::end(kFields)) return Invalid(entry.line, entry.name, "there is no such field");
  std::string& value = row.*field->value;
  if (!value.empty()) {
    return Invalid(entry.line, entry.name, absl::StrCat(row.id, " has it already"));
  }
  absl::Status status = CheckValue(entry);
  if (status.ok()) value = entry.value;
  return status;
}

// `line` is where the row begins.
absl::Status CheckComplete(const GuideRow& row, int line) {
  for (const Field& field : kFields) {
    if (field.required && (row.*field.value).empty()) {
      return Invalid(line, field.name, absl::StrCat(row.id, " lacks it"));
    }
  }
  return absl::OkStatus();
}

}  // namespace

const std::vector<absl::string_view>& GuideNames() {
  static const auto& names = *new std::vector<absl::string_view>{"go", "net", "java", "python",
                                                                 "js", "cpp", "rust", "old"};
  return names;
}

const Guide& Guide::BuiltIn() {
  static const Guide* const kBuiltIn = [] {
    absl::StatusOr<Guide> guide = Parse(kRows);
    if (!guide.ok()) {
      std::cerr << "rows.txt: " << guide.status().message() << "\n";
      std::abort();
    }
    return new Guide(*std::move(guide));
  }();
  return *kBuiltIn;
}

absl::StatusOr<Guide> Guide::Parse(absl::string_view text) {
  const absl::StatusOr<std::vector<Entry>> entries = ParseEntries(text);
  if (!entries.ok()) return entries.status();
  Guide guide;
  int begin = 0;  // the line of the row that is being read; 0 before the first
  const auto check_last = [&guide, &begin] {
    return begin == 0 ? absl::OkStatus() : CheckComplete(guide.rows_.back(), begin);
  };
  for (const Entry& entry : *entries) {
    if (entry.name == kRow) {
      if (const absl::Status status = check_last(); !status.ok()) return status;
      if (!guide.index_.emplace(entry.value, guide.rows_.size()).second) {
        return Invalid(entry.line, kRow, absl::StrCat(entry.value, " is there twice"));
      }
      guide.rows_.emplace_back();
      begin = entry.line;
    }
    if (begin == 0) return Invalid(entry.line, entry.name, "expected a row before it");
    if (const absl::Status status = SetField(entry, guide.rows_.back()); !status.ok()) {
      return status;
    }
  }
  if (const absl::Status status = check_last(); !status.ok()) return status;
  return guide;
}

const GuideRow* Guide::Find(absl::string_view id) const {
  const auto found = index_.find(id);
  return found == index_.end() ? nullptr : &rows_[found->second];
}

absl::StatusOr<const GuideRow*> Guide::Get(absl::string_view id) const {
  if (const GuideRow* const row = Find(id); row != nullptr) return row;
  std::vector<std::string> ids;
  for (const auto& known : index_) ids.push_back(known.first);
  return absl::NotFoundError(
      absl::StrCat("unknown guide row \"", id, "\"", scenario::DidYouMean(id, std::move(ids))));
}

}  // namespace mock::guide
