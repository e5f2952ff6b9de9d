#include "tools/explain/journal/explain_journal.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "mock_common/text/json_text.h"
#include "nlohmann/json.hpp"
#include "tools/explain/journal/exchange_text.h"

namespace azmock::explain {
namespace {

using mock::scenario::JournalEntry;
using mock::scenario::TextOrNull;
using Json = nlohmann::ordered_json;

constexpr char kWell[] = "well";
constexpr char kRefused[] = "refused";
constexpr char kUnanswered[] = "unanswered";

std::string EndOf(const Call& call) {
  if (!IsFailure(call.last())) return kWell;
  return call.last().run.empty() && call.last().status == 0 ? kUnanswered : kRefused;
}

void AddRule(const Rule& rule, std::string& report) {
  constexpr absl::string_view kBefore = "       ";
  if (rule.id.empty()) {
    absl::StrAppend(&report, kBefore, "no rule is about this\n");
    return;
  }
  absl::StrAppend(&report, Wrapped(absl::StrCat(kBefore, "what went wrong: "),
                                   absl::StrCat(rule.diagnosis, " [", rule.id, "]")));
  const Mover mover = MoverOf(rule);
  absl::StrAppend(&report, Wrapped(absl::StrCat(kBefore, "whose move:      "),
                                   absl::StrCat(mover.who, ": ", mover.what)));
  if (!rule.mitigation.empty()) {
    absl::StrAppend(&report, Wrapped(absl::StrCat(kBefore, "what to do:      "), rule.mitigation));
  }
}

void AddCall(const Call& call, absl::Time began, const Style& style, std::string& report) {
  std::set<std::string> said;
  for (const JournalEntry& entry : call.exchanges) {
    absl::StrAppend(&report, ExchangeText(entry, began, style));
    if (!IsFailure(entry)) continue;
    const Rule rule = ExplainExchange(entry).rule;
    if (said.insert(rule.id).second) AddRule(rule, report);
  }
  const std::string end =
      Wrapped("  => ", absl::StrCat("ended ", EndOf(call), ": ", AnswerText(call.last())));
  absl::StrAppend(&report, style.Paint(IsFailure(call.last()) ? Color::kBad : Color::kGood, end));
}

std::string Count(std::size_t count, absl::string_view what) {
  return absl::StrCat(count, " ", what, count == 1 ? "" : "s");
}

std::string Summary(const std::vector<Call>& calls) {
  std::size_t exchanges = 0;
  std::size_t failed = 0;
  std::map<std::string, std::size_t> ends;
  for (const Call& call : calls) {
    exchanges += call.exchanges.size();
    failed += static_cast<std::size_t>(
        std::count_if(call.exchanges.begin(), call.exchanges.end(), IsFailure));
    ++ends[EndOf(call)];
  }
  return absl::StrCat(Count(calls.size(), "call"), " of ", Count(exchanges, "exchange"), ", ",
                      failed, " of which failed: ", ends[kWell], " ended well, ", ends[kRefused],
                      " refused, ", ends[kUnanswered], " unanswered\n");
}

Json ExplanationAsJson(const JournalEntry& entry) {
  if (!IsFailure(entry)) return nullptr;
  const Explanation explanation = ExplainExchange(entry);
  const Rule& rule = explanation.rule;
  return {{"rule", TextOrNull(rule.id)},
          {"move", TextOrNull(rule.move)},
          {"retry_helps", rule.id.empty() ? Json() : Json(rule.retry_helps)},
          {"diagnosis", TextOrNull(rule.diagnosis)},
          {"mitigation", TextOrNull(rule.mitigation)},
          {"guide", explanation.guide}};
}

Json ExchangeAsJson(const JournalEntry& entry) {
  return {{"sequence", entry.sequence},
          {"time", absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", entry.time, absl::UTCTimeZone())},
          {"request", RequestText(entry)},
          {"status", entry.run.empty() ? Json(entry.status) : Json()},
          {"exit_code", entry.run.empty() ? Json() : Json(entry.exit_code)},
          {"fault", TextOrNull(entry.fault)},
          {"oauth_error", TextOrNull(entry.oauth_error)},
          {"suberror", TextOrNull(entry.suberror)},
          {"aadsts", entry.aadsts},
          {"service_error_code", TextOrNull(entry.service_error_code)},
          {"reason", TextOrNull(entry.reason)},
          {"answered_by", TextOrNull(entry.answered_by)},
          {"trace_id", TextOrNull(entry.trace_id)},
          {"correlation_id", TextOrNull(entry.correlation_id)},
          {"duration_ms", absl::ToInt64Milliseconds(entry.duration)},
          {"user_agent", TextOrNull(entry.user_agent)},
          {"explanation", ExplanationAsJson(entry)}};
}

}  // namespace

Explanation ExplainExchange(const JournalEntry& entry) {
  Facts facts;
  if (entry.run.empty()) {
    facts.http_method = entry.method;
    facts.url = absl::StrCat("https://", entry.host, entry.path);
    facts.host_kind = HostKindOf(facts.url);
    facts.status = entry.status;
  }
  facts.oauth_error = entry.oauth_error;
  facts.suberror = entry.suberror;
  facts.aadsts = entry.aadsts;
  facts.correlation_id = entry.correlation_id;
  facts.trace_id = entry.trace_id;
  facts.service_error_code = entry.service_error_code;
  return ExplainFacts(std::move(facts), entry.reason);
}

std::string JournalReport(const std::vector<Call>& calls, const Style& style) {
  absl::Time began = absl::InfiniteFuture();
  for (const Call& call : calls) began = std::min(began, call.exchanges.front().time);
  std::string report;
  for (std::size_t i = 0; i < calls.size(); ++i) {
    absl::StrAppend(&report, Wrapped(absl::StrCat("Call ", i + 1, calls[i].id.empty() ? "" : ": "),
                                     calls[i].id));
    AddCall(calls[i], began, style, report);
    absl::StrAppend(&report, "\n");
  }
  return absl::StrCat(report, Summary(calls));
}

std::string JournalJson(const std::vector<Call>& calls) {
  Json json = Json::array();
  for (const Call& call : calls) {
    Json exchanges = Json::array();
    for (const JournalEntry& entry : call.exchanges) exchanges.push_back(ExchangeAsJson(entry));
    json.push_back({{"id", TextOrNull(call.id)}, {"ended", EndOf(call)}, {"exchanges", exchanges}});
  }
  return mock::scenario::JsonText(json, 2) + "\n";
}

}  // namespace azmock::explain
