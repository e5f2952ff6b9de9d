// The outside world as a scenario prescribes it: its environment variables,
// repeatable randomness, and the fakes behind every host name.
#ifndef TOOLS_AZMOCK_CLI_REPLAY_SCENARIO_SEAMS_H_
#define TOOLS_AZMOCK_CLI_REPLAY_SCENARIO_SEAMS_H_

#include <memory>

#include "identity/seams/seams.h"
#include "identity/transport/http_transport.h"
#include "mock_server/fakes.h"
#include "mock_server/scenario/scenario.pb.h"

namespace azmock {

azure::identity::Seams SeamsFor(const mock::scenario::Client& client, Fakes& fakes);

// Resolves every host name to the fakes and trusts their authority.
std::shared_ptr<azure::identity::HttpTransport> TransportTo(Fakes& fakes,
                                                            const azure::identity::Seams& seams);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_REPLAY_SCENARIO_SEAMS_H_
