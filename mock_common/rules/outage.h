// What a fake that is out of order answers, whatever it is.
#ifndef MOCK_COMMON_RULES_OUTAGE_H_
#define MOCK_COMMON_RULES_OUTAGE_H_

#include "mock_common/http/message.h"
#include "mock_common/rules/rule.pb.h"

namespace mock::scenario {

// 404, 410, 429 or 5xx; 0 for NO_ANSWER.
int StatusOf(Outage::Kind kind);

// `response`, which is the fake's own for that status, with what the outage adds; the
// connection stays silent for NO_ANSWER.
http::Reply ReplyInOutage(const Outage& outage, http::Response response);

}  // namespace mock::scenario

#endif  // MOCK_COMMON_RULES_OUTAGE_H_
