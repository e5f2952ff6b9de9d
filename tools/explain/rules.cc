#include "tools/explain/rules.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "mock_entra/errors/catalogue.h"

namespace azmock::explain {
namespace {

constexpr char kRules[] =
#include "tools/explain/rules.inc"
    ;

const char* const kKinds[] = {"aadsts", "code",       "error", "status",
                              "host",   "credential", "sdk",   "no"};

absl::StatusOr<std::vector<Condition>> ParseConditions(absl::string_view text) {
  std::vector<Condition> conditions;
  for (absl::string_view part : absl::StrSplit(text, " & ")) {
    const std::pair<absl::string_view, absl::string_view> split =
        absl::StrSplit(absl::StripAsciiWhitespace(part), absl::MaxSplits(' ', 1));
    Condition condition{std::string(split.first), {}};
    if (split.first == "text") {
      condition.values = {absl::AsciiStrToLower(split.second)};
    } else if (std::find(std::begin(kKinds), std::end(kKinds), split.first) != std::end(kKinds)) {
      condition.values = absl::StrSplit(split.second, ' ', absl::SkipEmpty());
    }
    if (condition.values.empty() || condition.values[0].empty()) {
      return absl::InvalidArgumentError(absl::StrCat("no condition: \"", part, "\""));
    }
    conditions.push_back(std::move(condition));
  }
  return conditions;
}

absl::Status SetGuide(absl::string_view value, Rule& rule) {
  const std::vector<absl::string_view> split = absl::StrSplit(value, absl::MaxSplits(" if ", 1));
  RuleRow row{std::string(split[0]), {}};
  if (split.size() == 2) {
    auto conditions = ParseConditions(split[1]);
    if (!conditions.ok()) return conditions.status();
    row.conditions = *std::move(conditions);
  }
  rule.guide.push_back(std::move(row));
  return absl::OkStatus();
}

absl::Status AddEvidence(absl::string_view value, Rule& rule) {
  const std::pair<absl::string_view, absl::string_view> split =
      absl::StrSplit(value, absl::MaxSplits(' ', 1));
  Evidence evidence;
  if (!absl::SimpleAtoi(split.first, &evidence.code) || split.second.empty()) {
    return absl::InvalidArgumentError(absl::StrCat("no evidence: \"", value, "\""));
  }
  evidence.source = std::string(split.second);
  rule.beyond.push_back(std::move(evidence));
  return absl::OkStatus();
}

absl::Status Set(absl::string_view key, absl::string_view value, Rule& rule) {
  if (key == "guide") return SetGuide(value, rule);
  if (key == "beyond") return AddEvidence(value, rule);
  if (key == "when") {
    auto conditions = ParseConditions(value);
    if (!conditions.ok()) return conditions.status();
    rule.when.push_back(*std::move(conditions));
    return absl::OkStatus();
  }
  const std::pair<absl::string_view, std::string*> texts[] = {{"move", &rule.move},
                                                              {"diagnosis", &rule.diagnosis},
                                                              {"mitigation", &rule.mitigation},
                                                              {"either", &rule.either},
                                                              {"or", &rule.or_else},
                                                              {"ask", &rule.ask},
                                                              {"look", &rule.look},
                                                              {"fix", &rule.fix},
                                                              {"source", &rule.source}};
  for (const auto& [name, text] : texts) {
    if (key != name) continue;
    *text = std::string(value);
    return absl::OkStatus();
  }
  if (key == "retry" && (value == "helps" || value == "no")) {
    rule.retry_helps = value == "helps";
  } else if (key == "last" && value == "yes") {
    rule.last_resort = true;
  } else if (key == "sdk" && (value == "retries" || value == "no")) {
    rule.sdk_retries = value == "retries";
  } else {
    return absl::InvalidArgumentError(absl::StrCat("unknown \"", key, " ", value, "\""));
  }
  return absl::OkStatus();
}

bool Has(const std::vector<std::string>& values, absl::string_view value) {
  return !value.empty() && std::find(values.begin(), values.end(), value) != values.end();
}

bool HasCredential(const Condition& condition, const Facts& facts) {
  if (Has(condition.values, facts.credential)) return true;
  return std::any_of(facts.causes.begin(), facts.causes.end(),
                     [&](const Cause& cause) { return Has(condition.values, cause.credential); });
}

bool Holds(const Condition& condition, const Facts& facts, absl::string_view lower) {
  if (condition.kind == "text") return absl::StrContains(lower, condition.values[0]);
  if (condition.kind == "code") return Has(condition.values, facts.service_error_code);
  if (condition.kind == "error") return Has(condition.values, facts.oauth_error);
  if (condition.kind == "host") return Has(condition.values, facts.host_kind);
  if (condition.kind == "sdk") return Has(condition.values, facts.sdk);
  if (condition.kind == "status") {
    return facts.status != 0 && Has(condition.values, absl::StrCat(facts.status));
  }
  if (condition.kind == "no") return facts.aadsts.empty();
  if (condition.kind == "credential") return HasCredential(condition, facts);
  return std::any_of(facts.aadsts.begin(), facts.aadsts.end(),
                     [&](std::int64_t code) { return Has(condition.values, absl::StrCat(code)); });
}

bool AllHold(const std::vector<Condition>& conditions, const Facts& facts,
             absl::string_view lower) {
  return std::all_of(conditions.begin(), conditions.end(),
                     [&](const Condition& condition) { return Holds(condition, facts, lower); });
}

}  // namespace

absl::StatusOr<Rules> Rules::Parse(absl::string_view text) {
  Rules rules;
  int number = 0;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    const std::pair<absl::string_view, absl::string_view> field =
        absl::StrSplit(line, absl::MaxSplits(' ', 1));
    if (field.first == "rule") {
      rules.rules_.emplace_back().id = std::string(field.second);
      continue;
    }
    const absl::Status status = rules.rules_.empty()
                                    ? absl::InvalidArgumentError("no rule before it")
                                    : Set(field.first, field.second, rules.rules_.back());
    if (!status.ok()) {
      return absl::InvalidArgumentError(absl::StrCat("line ", number, ": ", status.message()));
    }
  }
  return rules;
}

const Rules& Rules::BuiltIn() {
  static const auto* const kBuiltIn = [] {
    auto rules = Parse(kRules);
    if (!rules.ok()) {
      std::cerr << "rules.txt: " << rules.status().message() << "\n";
      std::abort();
    }
    return new Rules(*std::move(rules));
  }();
  return *kBuiltIn;
}

std::vector<const Rule*> Rules::Find(const Facts& facts, absl::string_view text) const {
  const std::string lower = absl::AsciiStrToLower(text);
  std::vector<const Rule*> found;
  for (const Rule& rule : rules_) {
    const bool fits = std::any_of(
        rule.when.begin(), rule.when.end(),
        [&](const std::vector<Condition>& when) { return AllHold(when, facts, lower); });
    if (fits) found.push_back(&rule);
  }
  return found;
}

std::vector<std::string> GuideRows(const Rule& rule, const Facts& facts, absl::string_view text) {
  const std::string lower = absl::AsciiStrToLower(text);
  std::vector<std::string> special;
  std::vector<std::string> general;
  for (const RuleRow& row : rule.guide) {
    if (row.conditions.empty()) {
      general.push_back(row.id);
    } else if (AllHold(row.conditions, facts, lower)) {
      special.push_back(row.id);
    }
  }
  return special.empty() ? general : special;
}

std::string EvidenceOf(const Rule& rule, const Facts& facts) {
  for (const Evidence& evidence : rule.beyond) {
    if (std::find(facts.aadsts.begin(), facts.aadsts.end(), evidence.code) != facts.aadsts.end()) {
      return absl::StrCat(evidence.code, " ", evidence.source);
    }
  }
  return rule.source;
}

Mover MoverOf(const Rule& rule) {
  static const auto* const kMovers = new std::map<std::string, Mover>{
      {"owner", {"the application's owner", "its code or configuration must change"}},
      {"admin",
       {"an administrator of the tenant or resource", "a permission or policy must change"}},
      {"user", {"the user", "a sign-in is needed"}},
      {"platform", {"who runs the machine or cluster", "the platform must change"}},
      {"network", {"who runs the network", "a name, firewall, gateway or proxy is in the way"}},
      {"microsoft", {"Microsoft", "the service is busy or at fault"}}};
  const auto found = kMovers->find(rule.move);
  return found == kMovers->end() ? Mover() : found->second;
}

Rule CatalogueRule(const Facts& facts) {
  Rule rule;
  for (std::int64_t code : facts.aadsts) {
    const mock::entra::AadstsRow* row = mock::entra::Catalogue::BuiltIn().Find(code);
    if (row == nullptr) continue;
    rule.id = absl::StrCat("aadsts-", code);
    rule.move = "owner";
    rule.diagnosis = absl::StrCat("Entra ID says this for: ", row->trigger, ".");
    rule.mitigation = absl::StrCat(
        "Change what is asked, or look the code up: "
        "https://login.microsoftonline.com/error?code=",
        code);
    rule.source = absl::StrCat("aadsts.tsv ", code, ", ", std::string(1, row->evidence));
    return rule;
  }
  return rule;
}

}  // namespace azmock::explain
