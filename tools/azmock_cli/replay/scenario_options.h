// The options of a scenario's client that every credential has.
#ifndef TOOLS_AZMOCK_CLI_REPLAY_SCENARIO_OPTIONS_H_
#define TOOLS_AZMOCK_CLI_REPLAY_SCENARIO_OPTIONS_H_

#include "identity/client_options.h"
#include "mock_server/scenario/scenario.pb.h"

namespace azmock {

// `options` with what `client` says of the authority and of retries.
azure::identity::ClientOptions Completed(const mock::scenario::Client& client,
                                         azure::identity::ClientOptions options);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_REPLAY_SCENARIO_OPTIONS_H_
