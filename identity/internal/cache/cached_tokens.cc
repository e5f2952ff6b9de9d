#include "identity/internal/cache/cached_tokens.h"

#include <cstdint>
#include <utility>

#include "absl/strings/match.h"

namespace azure::identity::internal {

CachedTokens::CachedTokens(std::shared_ptr<Clock> clock, std::unique_ptr<SingleFlight> flights,
                           RefreshRule rule)
    : clock_(std::move(clock)), flights_(std::move(flights)), rule_(rule) {}

absl::StatusOr<CachedTokens::Token> CachedTokens::Get(const Context& ctx, const TokenQuery& query,
                                                      TokenFetch& fetch) {
  const std::uint64_t generation = recent_.generation();
  absl::StatusOr<Token> token = Acquire(ctx, query, fetch);
  if (token.ok() && query.options.claims.empty()) {
    recent_.Remember(query.options, **token, generation);
  }
  return token;
}

absl::StatusOr<CachedTokens::Token> CachedTokens::Acquire(const Context& ctx,
                                                          const TokenQuery& query,
                                                          TokenFetch& fetch) {
  Token cached = Find(fetch.KnownKey(), query);
  if (cached != nullptr && !IsDue(*cached)) return cached;

  // Looks into the cache again: whoever fetched before may have filled it.
  Token good;
  const auto fly = [&]() -> absl::StatusOr<Token> {
    good = Find(fetch.LearnKey(ctx), query);
    if (good != nullptr && !IsDue(*good)) return good;
    return fetch.Fetch(ctx, /*early=*/good != nullptr);
  };
  absl::StatusOr<Token> fetched;
  if (cached == nullptr) {
    fetched = flights_->Run(ctx, query.flight, fly);
  } else if (auto refreshed = flights_->TryRun(ctx, query.flight, fly); refreshed.has_value()) {
    fetched = *std::move(refreshed);
  } else {
    return cached;
  }
  if (!fetched.ok() && good != nullptr) return good;
  return fetched;
}

CachedTokens::Token CachedTokens::Keep(const TokenCache::Key& key, CachedToken token,
                                       absl::string_view token_type) {
  const absl::Time now = token.cached_at;
  const auto kept = std::make_shared<const CachedToken>(std::move(token));
  if (token_type.empty() || absl::EqualsIgnoreCase(token_type, "Bearer")) {
    cache_.Store(key, kept, now);
  }
  recent_.Invalidate();
  return kept;
}

CachedTokens::Token CachedTokens::Find(const std::optional<TokenCache::Key>& key,
                                       const TokenQuery& query) const {
  return key.has_value() ? cache_.Find(*key, query.scopes, clock_->Now()) : nullptr;
}

bool CachedTokens::IsDue(const CachedToken& token) const {
  return IsRefreshDue(token, clock_->Now(), rule_);
}

}  // namespace azure::identity::internal
