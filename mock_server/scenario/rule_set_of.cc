#include "mock_server/scenario/rule_set_of.h"

namespace azmock {

mock::scenario::RuleSet RuleSetOf(const mock::scenario::Scenario& scenario) {
  mock::scenario::RuleSet rules;
  rules.set_id(scenario.id());
  rules.set_title(scenario.title());
  for (const mock::scenario::Tenant& tenant : scenario.directory().tenants()) {
    rules.add_tenants(tenant.id());
    for (const auto& domain : tenant.domains()) rules.add_tenants(domain);
  }
  for (const auto& organization : scenario.directory().organizations()) {
    rules.add_tenants(organization.name());
  }
  if (scenario.has_setting()) *rules.mutable_setting() = scenario.setting();
  *rules.mutable_rules() = scenario.rules();
  return rules;
}

}  // namespace azmock
