// Whether a rule makes sense; part of Validate.
#ifndef MOCK_COMMON_RULES_VALIDATE_RULE_H_
#define MOCK_COMMON_RULES_VALIDATE_RULE_H_

#include "mock_common/rules/rule.pb.h"
#include "mock_common/text/place.h"

namespace mock::scenario {

// Tells `place`, which is the rule's, what is wrong with it.
void ValidateRule(const Rule& rule, const Place& place);

// The same of a Match, and of an Outage.
void ValidateMatch(const Match& match, const Place& place);
void ValidateOutage(const Outage& outage, const Place& place);

}  // namespace mock::scenario

#endif  // MOCK_COMMON_RULES_VALIDATE_RULE_H_
