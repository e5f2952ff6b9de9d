// A credential's tokens for gRPC.
#ifndef IDENTITY_GRPC_CALL_CREDENTIALS_H_
#define IDENTITY_GRPC_CALL_CREDENTIALS_H_

#include <grpcpp/security/credentials.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "identity/seams/clock.h"
#include "identity/seams/executor.h"
#include "identity/token_credential.h"

namespace azure::identity {

// Options of NewCallCredentials.
struct CallCredentialsOptions {
  // How long calls wait for a token at most, where there is none to start with. gRPC tells
  // credentials neither a call's deadline nor its end: a call that ends earlier does so at
  // once, but leaves the thread behind that waits in its place.
  absl::Duration timeout = absl::Minutes(2);

  // Says when a token nears its end.
  std::shared_ptr<Clock> clock = RealClock();

  // Who refreshes a token that is still good.
  std::shared_ptr<Executor> executor = BackgroundExecutor();
};

// Credentials that give each call `authorization: Bearer …`, with a token that `credential`
// gave for `scopes`; it is asked with TokenRequestOptions::enable_cae. To be composed with
// those of a channel, or set in a ClientContext:
//
//   grpc::CreateChannel(target, grpc::CompositeChannelCredentials(
//       grpc::SslCredentials({}), NewCallCredentials(credential, {"api://backend/.default"})));
//
// A token is asked for on a thread of gRPC's, never on the call's, and only by calls that
// find no good one; all that come meanwhile wait for the same. A token that nears its end
// (see ServiceClient) is refreshed by options.executor, while calls go on with it.
//
// What a call without a token ends with has the credential's text in it:
//   UNAVAILABLE, if another try may help: the credential said kUnavailable,
//     kDeadlineExceeded, kCancelled or kResourceExhausted, or options.timeout passed;
//   INTERNAL, if it has thrown an exception;
//   UNAUTHENTICATED for all else.
// gRPC 1.51 and older make UNAVAILABLE of all: the text tells them apart.
//
// gRPC sends nothing over a channel that is not encrypted: the call ends with
// UNAUTHENTICATED, and the credential is not asked. Credentials may outlive `credential`'s
// other owners, and serve any number of channels and threads at once. None is returned
// (null) for a null `credential`.
std::shared_ptr<grpc::CallCredentials> NewCallCredentials(
    std::shared_ptr<TokenCredential> credential, std::vector<std::string> scopes,
    CallCredentialsOptions options = {});

}  // namespace azure::identity

#endif  // IDENTITY_GRPC_CALL_CREDENTIALS_H_
