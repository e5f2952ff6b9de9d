// Whether a scenario's client makes sense; part of Validate.
#ifndef MOCK_COMMON_SCENARIO_VALIDATE_CLIENT_H_
#define MOCK_COMMON_SCENARIO_VALIDATE_CLIENT_H_

#include "mock_common/scenario/place.h"
#include "mock_common/scenario/scenario.pb.h"

namespace mock::scenario {

// Tells `place`, which is the client's, what is wrong with it.
void ValidateClient(const Client& client, const Place& place);

}  // namespace mock::scenario

#endif  // MOCK_COMMON_SCENARIO_VALIDATE_CLIENT_H_
