// Tokens for callers who must not wait.
#ifndef IDENTITY_GET_TOKEN_ASYNC_H_
#define IDENTITY_GET_TOKEN_ASYNC_H_

#include <functional>
#include <memory>

#include "absl/status/statusor.h"
#include "identity/access_token.h"
#include "identity/context.h"
#include "identity/seams/executor.h"
#include "identity/token_credential.h"

namespace azure::identity {

// Gets the token, or why there is none.
using TokenCallback = std::function<void(absl::StatusOr<AccessToken>)>;

// Has `executor` call `credential->GetToken(ctx, options)`, and passes what that returns to
// `done`, on the same thread. Returns at once.
//
// `done` is called exactly once and throws nothing. If the executor refuses the work, it is
// called before this returns, with that error; if the executor is destroyed first, with
// kCancelled, wherever that happens. What GetToken() throws becomes kInternal. Cancel `ctx` to
// have `done` called soon with kCancelled: a call that has not begun by then sends nothing.
//
// A call may keep its thread for as long as `ctx` allows: have an executor of several threads.
// BackgroundExecutor() is one thread for all credentials, which others need; do not wait on it.
//
// `credential` and `executor` are not null. Safe for use by many threads at once.
void GetTokenAsync(const std::shared_ptr<TokenCredential>& credential, const Context& ctx,
                   TokenRequestOptions options, Executor& executor, TokenCallback done);

}  // namespace azure::identity

#endif  // IDENTITY_GET_TOKEN_ASYNC_H_
