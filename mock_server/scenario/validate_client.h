// Whether a scenario's client makes sense; part of Validate.
#ifndef MOCK_SERVER_SCENARIO_VALIDATE_CLIENT_H_
#define MOCK_SERVER_SCENARIO_VALIDATE_CLIENT_H_

#include "mock_common/text/place.h"
#include "mock_server/scenario/scenario.pb.h"

namespace mock::scenario {

// Tells `place`, which is the client's, what is wrong with it.
void ValidateClient(const Client& client, const Place& place);

}  // namespace mock::scenario

#endif  // MOCK_SERVER_SCENARIO_VALIDATE_CLIENT_H_
