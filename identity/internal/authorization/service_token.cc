#include "identity/internal/authorization/service_token.h"

#include <utility>

namespace azure::identity::internal {
namespace {

// azcore's.
constexpr absl::Duration kRefreshBeforeEnd = absl::Minutes(5);
constexpr absl::Duration kBetweenAttempts = absl::Seconds(30);

}  // namespace

ServiceToken::ServiceToken(std::shared_ptr<TokenCredential> credential,
                           std::vector<std::string> scopes, const Seams& seams)
    : credential_(std::move(credential)),
      scopes_(std::move(scopes)),
      clock_(seams.clock),
      turn_(clock_),
      early_(seams) {}

absl::StatusOr<AccessToken> ServiceToken::Get(const Context& ctx, absl::string_view claims) {
  const Held held = Look(claims);
  if (held.good && !held.due) return held.token;
  if (held.good) {
    early_.Offer(/*key=*/"", [this, &claims] {
      return [this, claims = std::string(claims)](const Context& early) {
        const auto turn = turn_.TryAcquire();
        return turn == nullptr || Renew(early, claims).ok();
      };
    });
    Held now = Look(claims);  // an executor may have run it at once
    return now.good ? std::move(now.token) : held.token;
  }
  const auto turn = turn_.Acquire(ctx);
  return turn.ok() ? Renew(ctx, claims) : turn.status();
}

void ServiceToken::Expire(const AccessToken& token) {
  const std::lock_guard<std::mutex> lock(mutex_);
  // Another thread may have renewed it by now.
  if (token_.token() == token.token()) token_ = AccessToken();
}

ServiceToken::Held ServiceToken::Look(absl::string_view claims) const {
  const absl::Time now = clock_->Now();
  const std::lock_guard<std::mutex> lock(mutex_);
  Held held;
  held.token = token_;
  held.good = token_.expires_on() >= now && (claims.empty() || claims == claims_);
  held.due = IsDue();
  return held;
}

bool ServiceToken::IsDue() const {
  if (last_attempt_ + kBetweenAttempts > clock_->Elapsed()) return false;
  const absl::Time due = token_.refresh_on() == absl::InfinitePast()
                             ? token_.expires_on() - kRefreshBeforeEnd
                             : token_.refresh_on();
  return due < clock_->Now();
}

absl::StatusOr<AccessToken> ServiceToken::Renew(const Context& ctx, absl::string_view claims) {
  const Held held = Look(claims);
  if (held.good && !held.due) return held.token;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    last_attempt_ = clock_->Elapsed();
  }
  TokenRequestOptions request;
  request.scopes = scopes_;
  request.claims = std::string(claims);
  request.enable_cae = true;
  absl::StatusOr<AccessToken> token = credential_->GetToken(ctx, request);
  if (!token.ok()) return token;

  const std::lock_guard<std::mutex> lock(mutex_);
  token_ = *token;
  claims_ = std::string(claims);
  return token;
}

}  // namespace azure::identity::internal
