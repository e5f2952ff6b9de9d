#include "identity/internal/cache/refresh_tokens.h"

#include <algorithm>

namespace azure::identity::internal {
namespace {

bool SameAccount(const RefreshTokens::Key& a, const RefreshTokens::Key& b) {
  return a.environment == b.environment && a.home_account_id == b.home_account_id;
}

}  // namespace

bool RefreshTokens::Replaces(const Entry& entry, const Key& key, absl::string_view family) {
  if (!SameAccount(entry.key, key) || entry.family != family) return false;
  return !family.empty() || entry.key.client_id == key.client_id;
}

void RefreshTokens::KeepStored(const Key& key, absl::string_view token, absl::string_view family,
                               absl::Time kept_at) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    const bool is_older = std::any_of(entries_.begin(), entries_.end(), [&](const Entry& entry) {
      return Replaces(entry, key, family) && entry.kept_at > kept_at;
    });
    if (is_older) return;
  }
  Keep(key, token, family, kept_at);
}

void RefreshTokens::Keep(const Key& key, absl::string_view token, absl::string_view family,
                         absl::Time now) {
  const std::lock_guard<std::mutex> lock(mutex_);
  families_[{key.environment, key.client_id}] = std::string(family);
  if (token.empty()) return;
  entries_.remove_if([&](const Entry& entry) { return Replaces(entry, key, family); });
  if (entries_.size() >= capacity_) entries_.pop_back();
  entries_.push_front({key, std::string(family), token, now});
}

SecretString RefreshTokens::Find(const Key& key) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto find = [&](const auto& matches) {
    const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
      return SameAccount(entry.key, key) && matches(entry);
    });
    return found == entries_.end() ? SecretString() : found->token;
  };
  const auto of_client = [&](const Entry& entry) { return entry.key.client_id == key.client_id; };
  const auto of_family = [](const Entry& entry) { return !entry.family.empty(); };

  const auto family = families_.find({key.environment, key.client_id});
  const bool in_family = family != families_.end() && !family->second.empty();
  SecretString token = in_family ? find(of_family) : find(of_client);
  if (token.empty()) token = in_family ? find(of_client) : find(of_family);
  return token;
}

}  // namespace azure::identity::internal
