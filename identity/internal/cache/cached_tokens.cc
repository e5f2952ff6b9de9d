#include "identity/internal/cache/cached_tokens.h"

#include <cstdint>
#include <tuple>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace azure::identity::internal {

bool IsBearer(absl::string_view token_type) {
  return token_type.empty() || absl::EqualsIgnoreCase(token_type, "Bearer");
}

CachedTokens::CachedTokens(const Seams& seams, std::unique_ptr<SingleFlight> flights,
                           RefreshRule rule)
    : clock_(seams.clock), flights_(std::move(flights)), rule_(rule), early_(seams) {}

absl::StatusOr<CachedTokens::Token> CachedTokens::Get(const Context& ctx, const TokenQuery& query,
                                                      TokenFetch& fetch) {
  const std::uint64_t generation = recent_.generation();
  Token token = Find(fetch.KnownKey(), query.scopes);
  bool found = token != nullptr;
  if (!found) {
    // Looks into the cache again: whoever fetched before may have filled it.
    absl::StatusOr<Token> fetched =
        flights_->Run(ctx, fetch.Flight(), [&]() -> absl::StatusOr<Token> {
          Token good = Find(fetch.KnownKey(), query.scopes);
          if (good == nullptr) good = Find(fetch.LearnKey(ctx), query.scopes);
          found = good != nullptr;
          return found ? std::move(good) : fetch.Fetch(ctx, /*early=*/false);
        });
    if (!fetched.ok()) return fetched;
    token = *std::move(fetched);
  }
  absl::Duration will_do = absl::ZeroDuration();
  if (found && IsDue(*token)) {
    std::tie(token, will_do) = RefreshEarly(std::move(token), query.scopes, fetch);
  }
  if (query.options.claims.empty()) {
    recent_.Remember(query.options, *token, generation, clock_->Now() + will_do);
  }
  return token;
}

std::pair<CachedTokens::Token, absl::Duration> CachedTokens::RefreshEarly(Token due,
                                                                          const Scopes& scopes,
                                                                          const TokenFetch& fetch) {
  const absl::Duration wait = early_.Offer(fetch.Flight().value_or(""), [&] {
    return [this, scopes, later = fetch.ForLater()](const Context& ctx) {
      return Attempt(ctx, scopes, *later);
    };
  });
  // An executor may have run it at once.
  Token token = Find(fetch.KnownKey(), scopes);
  return {token == nullptr ? std::move(due) : std::move(token), wait};
}

bool CachedTokens::Attempt(const Context& ctx, const Scopes& scopes, TokenFetch& fetch) {
  // A flight of its own: who has no good token shares neither its one try nor its wait.
  const std::string flight = absl::StrCat("early ", fetch.Flight().value_or(""));
  const auto refreshed = flights_->TryRun(ctx, flight, [&]() -> absl::StatusOr<Token> {
    Token good = Find(fetch.LearnKey(ctx), scopes);
    if (good != nullptr && !IsDue(*good)) return good;
    return fetch.Fetch(ctx, /*early=*/true);
  });
  return !refreshed.has_value() || refreshed->ok();
}

CachedTokens::Token CachedTokens::Keep(const TokenCache::Key& key, CachedToken token,
                                       absl::string_view token_type) {
  const absl::Time now = token.cached_at;
  const auto kept = std::make_shared<const CachedToken>(std::move(token));
  if (IsBearer(token_type)) cache_.Store(key, kept, now);
  recent_.Invalidate();
  return kept;
}

CachedTokens::Token CachedTokens::Find(const std::optional<TokenCache::Key>& key,
                                       const Scopes& scopes) const {
  return key.has_value() ? cache_.Find(*key, scopes, clock_->Now()) : nullptr;
}

bool CachedTokens::IsDue(const CachedToken& token) const {
  return IsRefreshDue(token, clock_->Now(), rule_);
}

}  // namespace azure::identity::internal
