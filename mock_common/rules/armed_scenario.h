// A scenario in force: its rules made ready, and how far each has come.
#ifndef MOCK_COMMON_RULES_ARMED_SCENARIO_H_
#define MOCK_COMMON_RULES_ARMED_SCENARIO_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "mock_common/rules/action.h"
#include "mock_common/rules/matcher.h"
#include "mock_common/rules/request_view.h"
#include "mock_common/rules/rule.pb.h"

namespace mock::scenario {

// Safe for use by many threads.
class ArmedScenario {
 public:
  // Errors: kInvalidArgument, one line for each problem, naming the field:
  //   rules[0].steps: has no step
  static absl::StatusOr<std::shared_ptr<ArmedScenario>> Make(const RuleSet& rules);

  const RuleSet& rules() const { return rule_set_; }

  // The tenants it is about, by all of their names, in lower case; empty means that it
  // sees every request.
  std::vector<std::string> Tenants() const;

  // The step that answers a request.
  struct Claim {
    const Action* action;  // lives as long as the scenario
    // "scenario throttled rule token step 0": rule by name, else by index.
    std::string answered_by;
  };

  // The first rule that matches and has steps left gives its next one.
  std::optional<Claim> ClaimRequest(const RequestView& request);

  // The first rule whose next step fails a handshake gives it.
  std::optional<Claim> ClaimHandshake();
  bool HasHandshakeSteps() const;

  // Why no rule claimed the request.
  struct Explanation {
    std::size_t differences;  // of the closest rule
    std::string text;
  };
  // nullopt if it has no rules.
  std::optional<Explanation> Explain(const RequestView& request) const;

  // How far each rule has come.
  struct Progress {
    std::string rule;  // its name, else its index
    std::int64_t answered;
    bool used_up;
  };
  std::vector<Progress> GetProgress() const;

  // No rule has a step left.
  bool IsUsedUp() const;

  // All steps are there again.
  void Reset();

 private:
  struct ArmedRule {
    std::string label;
    Matcher matcher;
    std::vector<Action> actions;
    std::int64_t answered = 0;  // guarded by mutex_
  };

  explicit ArmedScenario(const RuleSet& rules) : rule_set_(rules) {}

  // The index of the rule's next step; nullopt if none is left.
  std::optional<int> NextStep(std::size_t rule) const;
  Claim Take(std::size_t rule, int step);

  const RuleSet rule_set_;
  mutable std::mutex mutex_;
  std::vector<ArmedRule> rules_;
};

}  // namespace mock::scenario

#endif  // MOCK_COMMON_RULES_ARMED_SCENARIO_H_
