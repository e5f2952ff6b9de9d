#include "identity/internal/authorization/service_token.h"

#include <utility>

namespace azure::identity::internal {
namespace {

// azcore's.
constexpr absl::Duration kRefreshBeforeEnd = absl::Minutes(5);
constexpr absl::Duration kBetweenAttempts = absl::Seconds(30);

}  // namespace

ServiceToken::ServiceToken(std::shared_ptr<TokenCredential> credential,
                           std::vector<std::string> scopes, std::shared_ptr<Clock> clock)
    : credential_(std::move(credential)),
      scopes_(std::move(scopes)),
      clock_(std::move(clock)),
      turn_(clock_) {}

absl::StatusOr<AccessToken> ServiceToken::Get(const Context& ctx, absl::string_view claims) {
  const Held held = Look(claims);
  if (held.good && !held.due) return held.token;
  if (held.good) {
    const auto turn = turn_.TryAcquire();
    return turn == nullptr ? held.token : Renew(ctx, claims);
  }
  const auto turn = turn_.Acquire(ctx);
  return turn.ok() ? Renew(ctx, claims) : turn.status();
}

std::optional<AccessToken> ServiceToken::Peek(bool* due) const {
  Held held = Look("");
  *due = held.due;
  if (!held.good) return std::nullopt;
  return std::move(held.token);
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
  held.due = IsDue(now);
  return held;
}

bool ServiceToken::IsDue(absl::Time now) const {
  if (last_attempt_ + kBetweenAttempts > now) return false;
  const absl::Time due = token_.refresh_on() == absl::InfinitePast()
                             ? token_.expires_on() - kRefreshBeforeEnd
                             : token_.refresh_on();
  return due < now;
}

absl::StatusOr<AccessToken> ServiceToken::Renew(const Context& ctx, absl::string_view claims) {
  const Held held = Look(claims);
  if (held.good && !held.due) return held.token;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    last_attempt_ = clock_->Now();
  }
  TokenRequestOptions request;
  request.scopes = scopes_;
  request.claims = std::string(claims);
  request.enable_cae = true;
  absl::StatusOr<AccessToken> token = credential_->GetToken(ctx, request);
  if (!token.ok()) return held.good ? held.token : token;

  const std::lock_guard<std::mutex> lock(mutex_);
  token_ = *token;
  claims_ = std::string(claims);
  return token;
}

}  // namespace azure::identity::internal
