// The outside world as a scenario prescribes it: its environment variables, the fakes'
// time, repeatable randomness.
#ifndef TOOLS_AZMOCK_CLI_REPLAY_SCENARIO_SEAMS_H_
#define TOOLS_AZMOCK_CLI_REPLAY_SCENARIO_SEAMS_H_

#include "identity/seams/seams.h"
#include "mock_server/fakes.h"
#include "mock_server/scenario/scenario.pb.h"

namespace azmock {

azure::identity::Seams SeamsFor(const mock::scenario::Client& client, Fakes& fakes);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_REPLAY_SCENARIO_SEAMS_H_
