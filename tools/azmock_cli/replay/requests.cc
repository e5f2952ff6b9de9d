#include "tools/azmock_cli/replay/requests.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "mock_common/journal/journal_entry.h"
#include "mock_common/text/json_text.h"
#include "nlohmann/json.hpp"

namespace azmock {
namespace {

using mock::scenario::JournalEntry;
using nlohmann::ordered_json;

ordered_json AsJson(const JournalEntry::Pairs& pairs) {
  ordered_json lines = ordered_json::array();
  for (const auto& [name, value] : pairs) lines.push_back(absl::StrCat(name, "=", value));
  return lines;
}

ordered_json HeaderNames(const JournalEntry& entry) {
  std::vector<std::string> names;
  for (const auto& name : entry.header_names) names.push_back(absl::AsciiStrToLower(name));
  std::sort(names.begin(), names.end());
  // azidentity gives user realm requests one or two of "client-request-id": it copies
  // headers in the random order of a Go map.
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

ordered_json AsJson(const JournalEntry& entry) {
  ordered_json json;
  if (!entry.run.empty()) {
    json["run"] = entry.run;
    json["exit_code"] = entry.exit_code;
    return json;
  }
  json["request"] = entry.method + " " + entry.host + entry.path;
  if (!entry.query.empty()) json["query"] = AsJson(entry.query);
  json["headers"] = HeaderNames(entry);
  if (!entry.form.empty()) json["form"] = AsJson(entry.form);
  for (const auto& assertion : entry.assertions) {
    if (assertion.parameter == "authorization") continue;  // the fakes' own token
    json["assertions"][assertion.parameter] = {{"header", assertion.header},
                                               {"claims", assertion.claims}};
  }
  json["answer"] = entry.fault.empty() ? ordered_json(entry.status) : ordered_json(entry.fault);
  return json;
}

}  // namespace

std::string RequestsText(const std::vector<JournalEntry>& entries) {
  ordered_json all = ordered_json::array();
  for (const auto& entry : entries) all.push_back(AsJson(entry));
  constexpr int kIndent = 1;
  return mock::scenario::JsonText(all, kIndent) + "\n";
}

}  // namespace azmock
