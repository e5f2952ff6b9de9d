#include "mock_common/rules/armed_scenario.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "mock_common/rules/validate_rule.h"
#include "mock_common/text/place.h"
#include "mock_common/text/problem.h"

namespace mock::scenario {
namespace {

absl::Status CheckRules(const RuleSet& rules) {
  std::vector<Problem> problems;
  const Place place("", rules, nullptr, &problems);
  if (rules.id().empty()) place.Lacks("id", "is missing");
  for (int i = 0; i < rules.rules_size(); ++i) ValidateRule(rules.rules(i), place.In("rules", i));
  return ToStatus(std::move(problems));
}

}  // namespace

absl::StatusOr<std::shared_ptr<ArmedScenario>> ArmedScenario::Make(const RuleSet& rules) {
  if (absl::Status sound = CheckRules(rules); !sound.ok()) return sound;
  std::shared_ptr<ArmedScenario> armed(new ArmedScenario(rules));
  for (const Rule& rule : armed->rule_set_.rules()) {
    std::vector<Action> actions;
    for (const Step& step : rule.steps()) {
      auto action = Action::Make(step);
      if (!action.ok()) return action.status();
      actions.push_back(*std::move(action));
    }
    const std::string label =
        rule.name().empty() ? absl::StrCat(armed->rules_.size()) : rule.name();
    armed->rules_.push_back({label, Matcher(rule.match()), std::move(actions)});
  }
  return armed;
}

std::vector<std::string> ArmedScenario::Tenants() const {
  std::vector<std::string> tenants;
  for (const std::string& tenant : rule_set_.tenants()) {
    tenants.push_back(absl::AsciiStrToLower(tenant));
  }
  return tenants;
}

std::optional<int> ArmedScenario::NextStep(std::size_t rule) const {
  std::int64_t left = rules_[rule].answered;
  const auto& steps = rule_set_.rules(static_cast<int>(rule)).steps();
  for (int i = 0; i < steps.size(); ++i) {
    const int times = steps[i].times() == 0 ? 1 : steps[i].times();
    if (times < 0 || left < times) return i;
    left -= times;
  }
  return std::nullopt;
}

ArmedScenario::Claim ArmedScenario::Take(std::size_t rule, int step) {
  ArmedRule& armed = rules_[rule];
  ++armed.answered;
  return {&armed.actions[static_cast<std::size_t>(step)],
          absl::StrCat("scenario ", rule_set_.id(), " rule ", armed.label, " step ", step)};
}

std::optional<ArmedScenario::Claim> ArmedScenario::ClaimRequest(const RequestView& request) {
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    if (!rules_[i].matcher.Matches(request)) continue;
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto step = NextStep(i);
    if (step && !rules_[i].actions[static_cast<std::size_t>(*step)].FailsHandshake()) {
      return Take(i, *step);
    }
  }
  return std::nullopt;
}

std::optional<ArmedScenario::Claim> ArmedScenario::ClaimHandshake() {
  const std::lock_guard<std::mutex> lock(mutex_);
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const auto step = NextStep(i);
    if (step && rules_[i].actions[static_cast<std::size_t>(*step)].FailsHandshake()) {
      return Take(i, *step);
    }
  }
  return std::nullopt;
}

bool ArmedScenario::HasHandshakeSteps() const {
  return std::any_of(rules_.begin(), rules_.end(), [](const ArmedRule& rule) {
    return std::any_of(rule.actions.begin(), rule.actions.end(),
                       [](const Action& action) { return action.FailsHandshake(); });
  });
}

std::optional<ArmedScenario::Explanation> ArmedScenario::Explain(const RequestView& request) const {
  std::optional<Explanation> closest;
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    std::vector<std::string> reasons = rules_[i].matcher.Differences(request);
    const std::size_t differences = reasons.size();
    if (closest && closest->differences <= differences) continue;
    if (reasons.empty()) {
      const std::lock_guard<std::mutex> lock(mutex_);
      reasons.push_back(NextStep(i) ? "its next step waits for a TLS handshake"
                                    : "its steps are used up");
    }
    closest =
        Explanation{differences, absl::StrCat("scenario ", rule_set_.id(), " rule ",
                                              rules_[i].label, ": ", absl::StrJoin(reasons, "; "))};
  }
  return closest;
}

std::vector<ArmedScenario::Progress> ArmedScenario::GetProgress() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::vector<Progress> progress;
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    progress.push_back({rules_[i].label, rules_[i].answered, !NextStep(i)});
  }
  return progress;
}

bool ArmedScenario::IsUsedUp() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    if (NextStep(i)) return false;
  }
  return true;
}

void ArmedScenario::Reset() {
  const std::lock_guard<std::mutex> lock(mutex_);
  for (ArmedRule& rule : rules_) rule.answered = 0;
}

}  // namespace mock::scenario
