#include "identity/internal/cache/token_cache.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"

namespace azure::identity::internal {
namespace {

bool Includes(const std::vector<std::string>& granted, const std::vector<std::string>& requested) {
  return std::all_of(requested.begin(), requested.end(), [&](const std::string& scope) {
    return std::any_of(granted.begin(), granted.end(), [&](const std::string& other) {
      return absl::EqualsIgnoreCase(scope, other);
    });
  });
}

bool SameScopes(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::equal(
      a.begin(), a.end(), b.begin(), b.end(),
      [](const std::string& x, const std::string& y) { return absl::EqualsIgnoreCase(x, y); });
}

}  // namespace

bool IsUsable(const CachedToken& token, absl::Time now) {
  // A token from the future means that the clock was set back; its remaining
  // life is not known.
  return token.cached_at <= now && token.token.expires_on() - kExpiryMargin >= now;
}

bool IsRefreshDue(const CachedToken& token, absl::Time now, RefreshRule rule) {
  const absl::Time refresh_on = token.token.refresh_on();
  if (refresh_on == absl::InfinitePast()) return false;
  return rule == RefreshRule::kAtRefreshOn ? refresh_on <= now : refresh_on < now;
}

std::shared_ptr<const CachedToken> TokenCache::Find(const Key& key,
                                                    const std::vector<std::string>& scopes,
                                                    absl::Time now) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = tokens_.find(key);
  if (found == tokens_.end()) return nullptr;
  const Tokens& tokens = found->second;
  const auto token = std::find_if(tokens.rbegin(), tokens.rend(), [&](const auto& candidate) {
    return IsUsable(*candidate, now) && Includes(candidate->granted_scopes, scopes);
  });
  return token == tokens.rend() ? nullptr : *token;
}

void TokenCache::Store(const Key& key, std::shared_ptr<const CachedToken> token, absl::Time now) {
  if (!IsUsable(*token, now)) return;
  const std::lock_guard<std::mutex> lock(mutex_);
  Insert(key, std::move(token));
}

void TokenCache::Merge(const Key& key, std::shared_ptr<const CachedToken> token, absl::Time now) {
  if (!IsUsable(*token, now)) return;
  const std::lock_guard<std::mutex> lock(mutex_);
  if (const auto found = tokens_.find(key); found != tokens_.end()) {
    const Tokens& tokens = found->second;
    const bool is_older = std::any_of(tokens.begin(), tokens.end(), [&](const auto& other) {
      return other->cached_at > token->cached_at &&
             SameScopes(other->granted_scopes, token->granted_scopes);
    });
    if (is_older) return;
  }
  Insert(key, std::move(token));
}

void TokenCache::Insert(const Key& key, std::shared_ptr<const CachedToken> token) {
  if (const auto found = tokens_.find(key); found != tokens_.end()) {
    Tokens& tokens = found->second;
    const auto replaced = std::remove_if(tokens.begin(), tokens.end(), [&](const auto& other) {
      return SameScopes(other->granted_scopes, token->granted_scopes);
    });
    size_ -= static_cast<std::size_t>(tokens.end() - replaced);
    tokens.erase(replaced, tokens.end());
  }
  if (size_ >= capacity_) MakeRoom();
  Tokens& tokens = tokens_[key];
  const auto place =
      std::upper_bound(tokens.begin(), tokens.end(), token,
                       [](const auto& a, const auto& b) { return a->cached_at < b->cached_at; });
  tokens.insert(place, std::move(token));
  ++size_;
}

// One pass over the whole cache, for each token that arrives when it is full:
// little beside the request that brought the token.
void TokenCache::MakeRoom() {
  auto victims = tokens_.end();
  Tokens::iterator victim;
  for (auto it = tokens_.begin(); it != tokens_.end(); ++it) {
    for (auto token = it->second.begin(); token != it->second.end(); ++token) {
      if (victims == tokens_.end() ||
          (*token)->token.expires_on() < (*victim)->token.expires_on()) {
        victims = it;
        victim = token;
      }
    }
  }
  if (victims == tokens_.end()) return;
  victims->second.erase(victim);
  --size_;
  if (victims->second.empty()) tokens_.erase(victims);
}

std::size_t TokenCache::size() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return size_;
}

}  // namespace azure::identity::internal
