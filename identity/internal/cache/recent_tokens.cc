#include "identity/internal/cache/recent_tokens.h"

#include <algorithm>
#include <functional>
#include <thread>

namespace azure::identity::internal {
namespace {

// A token whose copies count their references apart from all others'.
AccessToken WithOwnReferenceCount(const AccessToken& token) {
  auto owner = std::make_shared<std::shared_ptr<const std::string>>(token.shared_token());
  const std::string* const text = owner->get();
  return AccessToken(std::shared_ptr<const std::string>(std::move(owner), text), token.expires_on(),
                     token.refresh_on());
}

absl::Time ValidUntil(const AccessToken& token, absl::Time refresh_from) {
  const absl::Time unusable = token.expires_on() - kExpiryMargin;
  if (token.refresh_on() == absl::InfinitePast()) return unusable;
  return std::min(unusable, std::max(token.refresh_on(), refresh_from));
}

}  // namespace

RecentTokens::Slot& RecentTokens::SlotOfThisThread() const {
  return (*slots_)[std::hash<std::thread::id>()(std::this_thread::get_id()) % kSlots];
}

bool RecentTokens::Find(const TokenRequestOptions& options, absl::Time now,
                        AccessToken* token) const {
  const std::uint64_t current = generation();
  const Slot& slot = SlotOfThisThread();
  const std::lock_guard<std::mutex> lock(slot.mutex);
  for (const Entry& entry : slot.entries) {
    if (entry.generation == current && now < entry.valid_until &&
        entry.tenant_id == options.tenant_id && entry.scopes == options.scopes) {
      *token = entry.token;
      return true;
    }
  }
  return false;
}

void RecentTokens::Remember(const TokenRequestOptions& options, const CachedToken& token,
                            std::uint64_t generation, absl::Time refresh_from) {
  Entry entry{generation, ValidUntil(token.token, refresh_from), options.scopes, options.tenant_id,
              WithOwnReferenceCount(token.token)};
  Slot& slot = SlotOfThisThread();
  const std::lock_guard<std::mutex> lock(slot.mutex);
  std::swap(slot.entries[slot.next], entry);
  slot.next = (slot.next + 1) % slot.entries.size();
}

}  // namespace azure::identity::internal
