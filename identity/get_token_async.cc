#include "identity/get_token_async.h"

#include <exception>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace azure::identity {
namespace {

// One call, whose callback runs even if nobody runs the work.
class Call {
 public:
  Call(std::shared_ptr<TokenCredential> credential, Context ctx, TokenRequestOptions options,
       TokenCallback done)
      : credential_(std::move(credential)),
        ctx_(std::move(ctx)),
        options_(std::move(options)),
        done_(std::move(done)) {}
  ~Call() { Finish(absl::CancelledError("the executor dropped the call for a token")); }
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  void Run() { Finish(Token()); }

  void Finish(absl::StatusOr<AccessToken> token) {
    // The callback may end the last use of what it came from.
    const TokenCallback done = std::exchange(done_, nullptr);
    if (done != nullptr) done(std::move(token));
  }

 private:
  absl::StatusOr<AccessToken> Token() {
    if (ctx_.cancelled()) return ctx_.Err(absl::InfinitePast());
    try {
      return credential_->GetToken(ctx_, options_);
    } catch (const std::exception& thrown) {
      return absl::InternalError(absl::StrCat(credential_->name(), " threw: ", thrown.what()));
    } catch (...) {
      return absl::InternalError(absl::StrCat(credential_->name(), " threw something"));
    }
  }

  const std::shared_ptr<TokenCredential> credential_;
  const Context ctx_;
  const TokenRequestOptions options_;
  TokenCallback done_;
};

}  // namespace

void GetTokenAsync(const std::shared_ptr<TokenCredential>& credential, const Context& ctx,
                   TokenRequestOptions options, Executor& executor, TokenCallback done) {
  const auto call = std::make_shared<Call>(credential, ctx, std::move(options), std::move(done));
  const absl::Status taken = executor.Run([call] { call->Run(); });
  if (!taken.ok()) call->Finish(taken);
}

}  // namespace azure::identity
