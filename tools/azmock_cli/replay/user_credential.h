// A scenario's credential of the C++ library, if it is one that users sign in with.
#ifndef TOOLS_AZMOCK_CLI_REPLAY_USER_CREDENTIAL_H_
#define TOOLS_AZMOCK_CLI_REPLAY_USER_CREDENTIAL_H_

#include <functional>
#include <memory>

#include "absl/status/statusor.h"
#include "identity/authentication_record.h"
#include "identity/client_options.h"
#include "identity/token_credential.h"
#include "mock_server/scenario/scenario.pb.h"
#include "tools/azmock_cli/replay/keyboard.h"

namespace azmock {

bool IsUserCredential(const mock::scenario::Client& client);

// A credential, and its Authenticate().
struct UserCredential {
  std::shared_ptr<azure::identity::TokenCredential> credential;
  std::function<absl::StatusOr<azure::identity::AuthenticationRecord>(
      const azure::identity::Context&, const azure::identity::TokenRequestOptions&)>
      authenticate;
};

// `options` are those that any credential of the scenario has. `keyboard` must
// outlive the credential. Errors: the constructor's, or those of a record that can't
// be read.
absl::StatusOr<UserCredential> NewUserCredential(const mock::scenario::Client& client,
                                                 azure::identity::ClientOptions options,
                                                 Keyboard& keyboard);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_REPLAY_USER_CREDENTIAL_H_
