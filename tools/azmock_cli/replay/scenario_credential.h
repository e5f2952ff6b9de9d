// The credential that a scenario's client uses, of the C++ library.
#ifndef TOOLS_AZMOCK_CLI_REPLAY_SCENARIO_CREDENTIAL_H_
#define TOOLS_AZMOCK_CLI_REPLAY_SCENARIO_CREDENTIAL_H_

#include <memory>

#include "absl/status/statusor.h"
#include "identity/client_options.h"
#include "identity/token_credential.h"
#include "mock_server/scenario/scenario.pb.h"

namespace azmock {

// Makes the credential, unless it is one of user_credential.h. Assertions must be texts and
// certificates `data` by now. `options` has the seams, the transport and the logger; what `client`
// says of the rest is added. Errors: the constructor's, or ParseCertificates'.
absl::StatusOr<std::unique_ptr<azure::identity::TokenCredential>> NewScenarioCredential(
    const mock::scenario::Client& client, azure::identity::ClientOptions options);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_REPLAY_SCENARIO_CREDENTIAL_H_
