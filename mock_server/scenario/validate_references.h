// Whether what is named is there: codes of the catalogue, tenants.
#ifndef MOCK_SERVER_SCENARIO_VALIDATE_REFERENCES_H_
#define MOCK_SERVER_SCENARIO_VALIDATE_REFERENCES_H_

#include "mock_common/rules/rule.pb.h"
#include "mock_common/text/place.h"
#include "mock_server/scenario/scenario.pb.h"

namespace mock::scenario {

// Tells `place`, which is the rule's, of errors that no catalogue has, and of a path that no
// request has since it leaves the tenant out.
void ValidateRuleReferences(const Rule& rule, const Place& place);

// Tells `place`, which is the scenario's, of a tenant that the client calls nearly as the
// directory does. One that is not there at all may be what the scenario is about.
void ValidateTenantReference(const Scenario& scenario, const Place& place);

}  // namespace mock::scenario

#endif  // MOCK_SERVER_SCENARIO_VALIDATE_REFERENCES_H_
