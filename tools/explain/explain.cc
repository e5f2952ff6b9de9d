#include "tools/explain/explain.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tools/explain/mask.h"
#include "tools/explain/unwrap.h"

namespace azmock::explain {
namespace {

constexpr std::size_t kMostRead = std::size_t{512} << 10;

// One error has the rows of its rule; a chain those of each of its attempts too.
std::vector<std::string> AllGuideRows(const std::vector<const Rule*>& rules,
                                      const Explanation& explanation) {
  std::vector<std::string> rows;
  for (const Rule* rule : rules) {
    if (rule->last_resort && rule != rules[0]) continue;
    for (std::string& row : GuideRows(*rule, explanation.facts, explanation.text)) {
      if (std::find(rows.begin(), rows.end(), row) == rows.end()) rows.push_back(std::move(row));
    }
    if (explanation.facts.causes.empty()) break;
  }
  return rows;
}

// What one attempt of a chain would be if it had been alone.
std::vector<Rule> AttemptRules(const Facts& facts) {
  std::vector<Rule> rules;
  for (const Cause& cause : facts.causes) {
    Facts alone;
    alone.sdk = facts.sdk;
    alone.credential = cause.credential;
    if (&cause == Furthest(facts) && cause.reach == Reach::kAnswered) {
      alone.aadsts = facts.aadsts;
      alone.host_kind = facts.host_kind;
      alone.status = facts.status;
    }
    const std::string text = absl::StrCat(cause.credential, ": ", cause.message);
    const std::vector<const Rule*> found = Rules::BuiltIn().Find(alone, text);
    rules.push_back(found.empty() ? Rule() : *found[0]);
  }
  return rules;
}

std::string Confidence(const Explanation& explanation) {
  if (explanation.rule.id.empty()) return "low";
  const Facts& facts = explanation.facts;
  const bool certain = !facts.aadsts.empty() || !facts.service_error_code.empty();
  return certain || !facts.credential.empty() ? "high" : "medium";
}

}  // namespace

Explanation Explain(absl::string_view pasted) {
  MaskedText masked = Mask(Unwrap(Excerpt(pasted, kMostRead)));
  Facts facts = FindFacts(masked.text);
  facts.log_time = FirstLogTime(pasted);
  Explanation explanation = ExplainFacts(std::move(facts), std::move(masked.text));
  explanation.masked = std::move(masked.kinds);
  return explanation;
}

Explanation ExplainFacts(Facts facts, std::string text) {
  Explanation explanation;
  explanation.facts = std::move(facts);
  explanation.text = std::move(text);
  const std::vector<const Rule*> rules = Rules::BuiltIn().Find(explanation.facts, explanation.text);
  // What the catalogue says of the code itself is nearer than what only a status says.
  const bool by_code = !rules.empty() && std::any_of(rules[0]->when.begin(), rules[0]->when.end(),
                                                     [](const std::vector<Condition>& when) {
                                                       return when[0].kind == "aadsts";
                                                     });
  explanation.rule = by_code ? Rule() : CatalogueRule(explanation.facts);
  if (explanation.rule.id.empty() && !rules.empty()) explanation.rule = *rules[0];
  explanation.guide = AllGuideRows(rules, explanation);
  explanation.rule_guide = GuideRows(explanation.rule, explanation.facts, explanation.text);
  explanation.attempts = AttemptRules(explanation.facts);
  explanation.confidence = Confidence(explanation);
  return explanation;
}

}  // namespace azmock::explain
