// What the engine plays of a scenario.
#ifndef MOCK_SERVER_SCENARIO_RULE_SET_OF_H_
#define MOCK_SERVER_SCENARIO_RULE_SET_OF_H_

#include "mock_common/rules/rule.pb.h"
#include "mock_server/scenario/scenario.pb.h"

namespace azmock {

// Its rules and setting. They concern the tenants that its directory names, by ID and by
// domain, and the organizations of Azure DevOps, by name.
mock::scenario::RuleSet RuleSetOf(const mock::scenario::Scenario& scenario);

}  // namespace azmock

#endif  // MOCK_SERVER_SCENARIO_RULE_SET_OF_H_
