#include "mock_common/journal/journal_entry.h"

#include "mock_common/text/json_text.h"

namespace mock::scenario {
namespace {

using nlohmann::ordered_json;

ordered_json AsObject(const JournalEntry::Pairs& pairs) {
  ordered_json object = ordered_json::object();
  for (const auto& [name, value] : pairs) {
    const auto member = object.find(name);
    if (member == object.end()) {
      object[name] = value;
    } else if (member->is_array()) {
      member->push_back(value);
    } else {
      *member = ordered_json::array({*member, value});
    }
  }
  return object;
}

ordered_json AsArray(const std::vector<SentAssertion>& assertions) {
  ordered_json array = ordered_json::array();
  for (const SentAssertion& assertion : assertions) {
    array.push_back({{"parameter", assertion.parameter},
                     {"header", assertion.header},
                     {"claims", assertion.claims}});
  }
  return array;
}

std::string TimeText(const JournalEntry& entry) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", entry.time, absl::UTCTimeZone());
}

void AddAnswer(const JournalEntry& entry, ordered_json& json) {
  json["oauth_error"] = entry.oauth_error;
  json["suberror"] = entry.suberror;
  json["aadsts"] = entry.aadsts;
  json["service_error_code"] = entry.service_error_code;
  json["reason"] = entry.reason;
  if (!entry.failed_claim.empty()) json["failed_claim"] = entry.failed_claim;
  json["trace_id"] = entry.trace_id;
  json["correlation_id"] = entry.correlation_id;
  json["duration_ms"] = absl::ToInt64Milliseconds(entry.duration);
  if (entry.real_duration) {
    json["real_duration_us"] = absl::ToInt64Microseconds(*entry.real_duration);
  }
}

ordered_json RunAsJson(const JournalEntry& entry) {
  return {{"sequence", entry.sequence},   {"time", TimeText(entry)},
          {"tenant", entry.tenant},       {"run", entry.run},
          {"exit_code", entry.exit_code}, {"answered_by", entry.answered_by}};
}

ordered_json ExchangeAsJson(const JournalEntry& entry) {
  return {
      {"sequence", entry.sequence},
      {"time", TimeText(entry)},
      {"host", entry.host},
      {"tenant", entry.tenant},
      {"method", entry.method},
      {"path", entry.path},
      {"query", AsObject(entry.query)},
      {"header_names", entry.header_names},
      {"form", AsObject(entry.form)},
      {"assertions", AsArray(entry.assertions)},
      {"status", entry.status},
      {"fault", entry.fault},
      {"answered_by", entry.answered_by},
      {"near_miss", entry.near_miss},
      {"client_request_id", entry.client_request_id},
      {"user_agent", entry.user_agent},
  };
}

}  // namespace

std::string ToJsonLine(const JournalEntry& entry) {
  ordered_json line = entry.run.empty() ? ExchangeAsJson(entry) : RunAsJson(entry);
  AddAnswer(entry, line);
  return JsonText(line);
}

}  // namespace mock::scenario
