#include "tools/explain/journal/read_journal.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "mock_common/text/shallow_json.h"
#include "nlohmann/json.hpp"

namespace azmock::explain {
namespace {

using mock::scenario::JournalEntry;
using nlohmann::ordered_json;

// The members of one line. The first that is wrong is the error.
class Line {
 public:
  explicit Line(const ordered_json& json) : json_(json) {}

  void Read(const char* name, std::string* out) {
    const auto found = json_.find(name);
    if (found == json_.end()) return;
    if (!found->is_string()) return Fail(name, "is no text");
    *out = found->get<std::string>();
  }

  template <typename Number>
  void Read(const char* name, Number* out) {
    const auto found = json_.find(name);
    if (found == json_.end()) return;
    if (!found->is_number_integer()) return Fail(name, "is no whole number");
    *out = found->get<Number>();
  }

  void Read(const char* name, std::vector<std::int64_t>* out) {
    const auto found = json_.find(name);
    if (found == json_.end()) return;
    if (!found->is_array()) return Fail(name, "is no list");
    for (const auto& item : *found) {
      if (!item.is_number_integer()) return Fail(name, "has an item that is no whole number");
      out->push_back(item.get<std::int64_t>());
    }
  }

  void ReadTime(const char* name, absl::Time* out) {
    std::string text;
    Read(name, &text);
    if (!absl::ParseTime(absl::RFC3339_full, text, out, nullptr)) Fail(name, "is no time");
  }

  // An object whose values are texts, or lists of them.
  void ReadPairs(const char* name, JournalEntry::Pairs* out) {
    const auto found = json_.find(name);
    if (found == json_.end()) return;
    if (!found->is_object()) return Fail(name, "is no object");
    for (const auto& [key, value] : found->items()) {
      for (const auto& item : value.is_array() ? value : ordered_json::array({value})) {
        if (!item.is_string()) return Fail(name, "has a value that is no text");
        out->emplace_back(key, item.get<std::string>());
      }
    }
  }

  void Fail(absl::string_view name, absl::string_view what) {
    if (problem_.empty()) problem_ = absl::StrCat(name, ": ", what);
  }

  const std::string& problem() const { return problem_; }

 private:
  const ordered_json& json_;
  std::string problem_;
};

void ReadAnswer(Line& line, JournalEntry& entry) {
  line.Read("status", &entry.status);
  line.Read("fault", &entry.fault);
  line.Read("exit_code", &entry.exit_code);
  line.Read("answered_by", &entry.answered_by);
  line.Read("near_miss", &entry.near_miss);
  line.Read("oauth_error", &entry.oauth_error);
  line.Read("suberror", &entry.suberror);
  line.Read("aadsts", &entry.aadsts);
  line.Read("service_error_code", &entry.service_error_code);
  line.Read("reason", &entry.reason);
  line.Read("trace_id", &entry.trace_id);
  line.Read("correlation_id", &entry.correlation_id);
  std::int64_t milliseconds = 0;
  line.Read("duration_ms", &milliseconds);
  entry.duration = absl::Milliseconds(milliseconds);
}

absl::StatusOr<JournalEntry> ReadEntry(const ordered_json& json) {
  Line line(json);
  JournalEntry entry;
  line.Read("sequence", &entry.sequence);
  line.ReadTime("time", &entry.time);
  line.Read("host", &entry.host);
  line.Read("tenant", &entry.tenant);
  line.Read("method", &entry.method);
  line.Read("path", &entry.path);
  line.ReadPairs("query", &entry.query);
  line.Read("client_request_id", &entry.client_request_id);
  line.Read("user_agent", &entry.user_agent);
  line.Read("run", &entry.run);
  ReadAnswer(line, entry);
  if (!json.contains("method") && !json.contains("run")) {
    line.Fail("method", "is missing, and there is no run");
  }
  if (!line.problem().empty()) return absl::InvalidArgumentError(line.problem());
  return entry;
}

// What is not there of a run is not explained, nor counted.
std::string LackOf(const std::vector<JournalEntry>& entries) {
  std::uint64_t lacking = 0;
  std::uint64_t last = 0;
  for (const JournalEntry& entry : entries) {
    if (entry.sequence > last + 1) lacking += entry.sequence - last - 1;
    if (entry.sequence > 0) last = entry.sequence;
  }
  if (lacking == 0) return "";
  return absl::StrCat("the journal lacks ", lacking, " of the first ", last,
                      " exchanges: this is not the whole run");
}

}  // namespace

absl::StatusOr<JournalFile> ReadJournal(absl::string_view text) {
  JournalFile file;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    const absl::string_view line = absl::StripAsciiWhitespace(text.substr(0, end));
    const bool is_cut = end == absl::string_view::npos;
    text = is_cut ? "" : text.substr(end + 1);
    if (line.empty()) continue;
    const ordered_json json = mock::scenario::ParseShallowJson(std::string(line));
    if (!json.is_object() && is_cut && !file.entries.empty()) {
      file.note = absl::StrCat("line ", number, " is cut off, and was left out");
      break;
    }
    if (!json.is_object()) {
      return absl::InvalidArgumentError(absl::StrCat(number, ": is no JSON object"));
    }
    auto entry = ReadEntry(json);
    if (!entry.ok()) {
      return absl::InvalidArgumentError(absl::StrCat(number, ": ", entry.status().message()));
    }
    file.entries.push_back(*std::move(entry));
  }
  const std::string lack = LackOf(file.entries);
  if (!lack.empty()) absl::StrAppend(&file.note, file.note.empty() ? "" : "; ", lack);
  return file;
}

}  // namespace azmock::explain
