#include "tools/explain/journal/explain_journal.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "nlohmann/json.hpp"
#include "tools/explain/journal/exchange_text.h"

namespace azmock::explain {
namespace {

using mock::scenario::JournalEntry;
using Json = nlohmann::ordered_json;

constexpr char kWell[] = "well";
constexpr char kRefused[] = "refused";
constexpr char kUnanswered[] = "unanswered";

std::string EndOf(const Call& call) {
  if (!IsFailure(call.last())) return kWell;
  return call.last().run.empty() && call.last().status == 0 ? kUnanswered : kRefused;
}

// The body as the service may have written it, for the rules, which read texts.
std::string BodyOf(const JournalEntry& entry) {
  Json body;
  if (!entry.service_error_code.empty()) {
    body["error"] = {{"code", entry.service_error_code}, {"message", entry.reason}};
    return body.dump(-1, ' ', false, Json::error_handler_t::replace);
  }
  std::string description = entry.reason;
  if (!entry.aadsts.empty()) description = absl::StrCat("AADSTS", entry.aadsts[0], ": ");
  body["error"] = entry.oauth_error;
  body["error_description"] = description;
  body["error_codes"] = entry.aadsts;
  body["suberror"] = entry.suberror;
  return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string Mover(const std::string& move) {
  static const auto* const kMovers = new std::map<std::string, std::string>{
      {"owner", "the application's owner"},
      {"admin", "an administrator of the tenant or resource"},
      {"user", "the user, who must sign in"},
      {"platform", "who runs the machine or cluster"},
      {"network", "who runs the network"},
      {"microsoft", "Microsoft: the service is busy or at fault"}};
  const auto found = kMovers->find(move);
  return found == kMovers->end() ? "" : found->second;
}

void AddRule(const Rule& rule, std::string& report) {
  constexpr absl::string_view kBefore = "       ";
  if (rule.id.empty()) {
    absl::StrAppend(&report, kBefore, "no rule is about this\n");
    return;
  }
  absl::StrAppend(&report, Wrapped(absl::StrCat(kBefore, "what went wrong: "),
                                   absl::StrCat(rule.diagnosis, " [", rule.id, "]")));
  absl::StrAppend(&report, Wrapped(absl::StrCat(kBefore, "whose move:      "), Mover(rule.move)));
  if (!rule.mitigation.empty()) {
    absl::StrAppend(&report, Wrapped(absl::StrCat(kBefore, "what to do:      "), rule.mitigation));
  }
}

void AddCall(const Call& call, absl::Time began, std::string& report) {
  std::set<std::string> said;
  for (const JournalEntry& entry : call.exchanges) {
    absl::StrAppend(&report, ExchangeText(entry, began));
    if (!IsFailure(entry)) continue;
    const Rule rule = ExplainExchange(entry).rule;
    if (said.insert(rule.id).second) AddRule(rule, report);
  }
  absl::StrAppend(&report, Wrapped("  => ", absl::StrCat("ended ", EndOf(call), ": ",
                                                         AnswerText(call.last()))));
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

Json OrNull(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json ExplanationAsJson(const JournalEntry& entry) {
  if (!IsFailure(entry)) return nullptr;
  const Explanation explanation = ExplainExchange(entry);
  const Rule& rule = explanation.rule;
  return {{"rule", OrNull(rule.id)},
          {"move", OrNull(rule.move)},
          {"retry_helps", rule.id.empty() ? Json() : Json(rule.retry_helps)},
          {"diagnosis", OrNull(rule.diagnosis)},
          {"mitigation", OrNull(rule.mitigation)},
          {"guide", explanation.guide}};
}

Json ExchangeAsJson(const JournalEntry& entry) {
  return {{"sequence", entry.sequence},
          {"time", absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", entry.time, absl::UTCTimeZone())},
          {"request", RequestText(entry)},
          {"status", entry.run.empty() ? Json(entry.status) : Json()},
          {"exit_code", entry.run.empty() ? Json() : Json(entry.exit_code)},
          {"fault", OrNull(entry.fault)},
          {"oauth_error", OrNull(entry.oauth_error)},
          {"suberror", OrNull(entry.suberror)},
          {"aadsts", entry.aadsts},
          {"service_error_code", OrNull(entry.service_error_code)},
          {"reason", OrNull(entry.reason)},
          {"answered_by", OrNull(entry.answered_by)},
          {"trace_id", OrNull(entry.trace_id)},
          {"correlation_id", OrNull(entry.correlation_id)},
          {"duration_ms", absl::ToInt64Milliseconds(entry.duration)},
          {"user_agent", OrNull(entry.user_agent)},
          {"explanation", ExplanationAsJson(entry)}};
}

}  // namespace

Explanation ExplainExchange(const JournalEntry& entry) {
  if (!entry.run.empty() || entry.status == 0) {
    return Explain(absl::StrCat(entry.reason, "\n", BodyOf(entry), "\n"));
  }
  return Explain(absl::StrCat(entry.method, " https://", entry.host, entry.path, "\nRESPONSE ",
                              entry.status, "\n", BodyOf(entry), "\n"));
}

std::string JournalReport(const std::vector<Call>& calls) {
  absl::Time began = absl::InfiniteFuture();
  for (const Call& call : calls) began = std::min(began, call.exchanges.front().time);
  std::string report;
  for (std::size_t i = 0; i < calls.size(); ++i) {
    absl::StrAppend(&report, Wrapped(absl::StrCat("Call ", i + 1, calls[i].id.empty() ? "" : ": "),
                                     calls[i].id));
    AddCall(calls[i], began, report);
    absl::StrAppend(&report, "\n");
  }
  return absl::StrCat(report, Summary(calls));
}

std::string JournalJson(const std::vector<Call>& calls) {
  Json json = Json::array();
  for (const Call& call : calls) {
    Json exchanges = Json::array();
    for (const JournalEntry& entry : call.exchanges) exchanges.push_back(ExchangeAsJson(entry));
    json.push_back({{"id", OrNull(call.id)}, {"ended", EndOf(call)}, {"exchanges", exchanges}});
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace azmock::explain
