#include "tools/explain/report.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "mock_server/guide/guide.h"
#include "tools/explain/gaps.h"
#include "tools/explain/ticket.h"
#include "tools/explain/times.h"

namespace azmock::explain {
namespace {

// As a sentence.
std::string WhoseMove(const Rule& rule) {
  Mover mover = MoverOf(rule);
  if (mover.who.empty()) return "";
  mover.who[0] = absl::ascii_toupper(static_cast<unsigned char>(mover.who[0]));
  return absl::StrCat(mover.who, ": ", mover.what, ".");
}

// A command with what the text says in the places of its parameters, and capitals elsewhere.
std::string Command(const std::string& command, const Facts& facts) {
  const auto or_name = [](const std::string& value, const char* name) {
    return value.empty() ? std::string(name) : value;
  };
  return absl::StrReplaceAll(command, {{"{application}", or_name(facts.application_id, "APP-ID")},
                                       {"{object}", or_name(facts.object_id, "OBJECT-ID")},
                                       {"{tenant}", or_name(facts.tenant, "TENANT-ID")},
                                       {"{scope}", or_name(facts.scope, "SCOPE")},
                                       {"{correlation}", or_name(facts.correlation_id, "ID")}});
}

std::string Source(std::vector<std::string> sources) {
  sources.erase(std::remove(sources.begin(), sources.end(), ""), sources.end());
  return absl::StrCat(" [", absl::StrJoin(sources, "; "), "]\n");
}

// Of a rule, its rows and where it is from.
std::string RuleSource(const Explanation& explanation) {
  std::vector<std::string> sources = explanation.rule_guide;
  sources.push_back(EvidenceOf(explanation.rule, explanation.facts));
  return Source(std::move(sources));
}

void AddAttempts(const Explanation& explanation, std::string& report) {
  const Facts& facts = explanation.facts;
  for (std::size_t i = 0; i < facts.causes.size(); ++i) {
    const Cause& cause = facts.causes[i];
    absl::StrAppend(&report, "  attempt ", i + 1, ": ", cause.credential, ": ", cause.message);
    const bool known = i < explanation.attempts.size() && !explanation.attempts[i].id.empty();
    report += known ? Source({explanation.attempts[i].id}) : "\n";
  }
  if (facts.causes.empty()) return;
  const Cause* const furthest = Furthest(facts);
  if (furthest == nullptr) {
    absl::StrAppend(&report, "  got furthest: none; no attempt came to ask anybody\n");
    return;
  }
  absl::StrAppend(&report, "  got furthest: ", furthest->credential,
                  furthest->reach == Reach::kAnswered  ? ", which was answered, without a token\n"
                  : furthest->reach == Reach::kRefused ? ", whose tool ran, and gave no token\n"
                                                       : ", which asked, and had no answer\n");
}

void AddFacts(const Explanation& explanation, std::string& report) {
  absl::StrAppend(&report, "What this is\n");
  for (const auto& [name, value] : FieldsOf(explanation.facts)) {
    if (!value.empty()) absl::StrAppend(&report, "  ", name, ": ", value, "\n");
  }
  AddAttempts(explanation, report);
  const Gaps gaps = FindGaps(explanation);
  if (!gaps.missing.empty()) {
    absl::StrAppend(&report, "  missing from the text: ", absl::StrJoin(gaps.missing, ", "), "\n");
  }
  for (const std::string& unknown : gaps.unknown) {
    absl::StrAppend(&report, "  cannot be told: ", unknown, "\n");
  }
}

void AddMove(const Explanation& explanation, std::string& report) {
  const Rule& rule = explanation.rule;
  const std::string source = Source({absl::StrCat("rule ", rule.id)});
  absl::StrAppend(
      &report, "\nWhose move it is\n  ", WhoseMove(rule), source, "  ",
      rule.retry_helps ? "Trying again later can help. " : "Trying again does not help. ",
      rule.sdk_retries ? "The SDK did so by itself." : "The SDK does not by itself.", source);
}

void AddCandidates(const Explanation& explanation, std::string& report) {
  const Rule& rule = explanation.rule;
  if (rule.ask.empty()) return;
  const std::string source = RuleSource(explanation);
  const auto add = [&](const char* label, const std::string& sentence) {
    absl::StrAppend(&report, "  ", label, ": ", Command(sentence, explanation.facts), source);
  };
  add("either", rule.either);
  add("or", rule.or_else);
  add("what separates them", rule.ask);
}

// A chain works as soon as one of its attempts does.
void AddWaysOfAttempts(const Explanation& explanation, std::string& report) {
  for (std::size_t i = 0; i < explanation.attempts.size(); ++i) {
    const Rule& rule = explanation.attempts[i];
    if (rule.id.empty() || rule.id == explanation.rule.id) continue;
    absl::StrAppend(&report, "  for ", explanation.facts.causes[i].credential,
                    " to work: ", Command(rule.mitigation, explanation.facts),
                    Source({absl::StrCat("rule ", rule.id), rule.source}));
  }
}

void AddRule(const Explanation& explanation, std::string& report) {
  const Rule& rule = explanation.rule;
  if (rule.id.empty()) {
    absl::StrAppend(&report,
                    "\nNo rule is about this text. Turn on the SDK's logging for a text that ",
                    "says more. [TSG-P-LOG]\n");
    return;
  }
  AddMove(explanation, report);
  const std::string source = RuleSource(explanation);
  absl::StrAppend(&report, "\nWhat went wrong (", rule.id, ", confidence ", explanation.confidence,
                  ")\n  ", rule.diagnosis, source);
  AddCandidates(explanation, report);
  absl::StrAppend(&report, "\nWhat to do\n  ", Command(rule.mitigation, explanation.facts), source);
  if (!rule.look.empty()) {
    absl::StrAppend(&report, "  look, nothing changes: ", Command(rule.look, explanation.facts),
                    "\n");
  }
  if (!rule.fix.empty()) {
    absl::StrAppend(&report, "  then, the fix: ", Command(rule.fix, explanation.facts), "\n");
  }
  AddWaysOfAttempts(explanation, report);
}

// Of the rule's rows; what else a chain's attempts name would be longer than the rest.
void AddGuide(const Explanation& explanation, std::string& report) {
  std::string rows;
  for (const std::string& id : explanation.rule_guide) {
    const mock::guide::GuideRow* const row = mock::guide::Guide::BuiltIn().Find(id);
    if (row == nullptr) continue;
    absl::StrAppend(&rows, "  ", id, " (", row->section, "): ", row->cause, " ", row->mitigation,
                    "\n    ", row->link, "\n");
  }
  if (!rows.empty()) absl::StrAppend(&report, "\nIn the troubleshooting guides\n", rows);
}

void AddTimes(const Explanation& explanation, std::string& report) {
  const std::vector<std::string> times = TimesOf(explanation.facts, explanation.text);
  if (times.empty()) return;
  absl::StrAppend(&report, "\nTimes\n");
  for (const std::string& sentence : times) absl::StrAppend(&report, "  ", sentence, "\n");
}

}  // namespace

std::string AsReport(const Explanation& explanation) {
  std::string report;
  if (!explanation.masked.empty()) {
    absl::StrAppend(&report, "The text had secrets (", absl::StrJoin(explanation.masked, ", "),
                    "). They are not shown here; replace those that others have seen.\n\n");
  }
  AddFacts(explanation, report);
  AddRule(explanation, report);
  AddGuide(explanation, report);
  AddTimes(explanation, report);
  const std::string ticket = Ticket(explanation);
  if (!ticket.empty()) absl::StrAppend(&report, "\nFor a support ticket\n", ticket);
  return report;
}

}  // namespace azmock::explain
