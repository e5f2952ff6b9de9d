#include "identity/internal/cache/recent_tokens.h"

#include <algorithm>
#include <functional>
#include <memory>
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

// What `place` has, or a new one of which nobody else knew.
template <typename T>
T* MakeOnce(std::atomic<T*>* place) {
  T* there = place->load(std::memory_order_acquire);
  if (there != nullptr) return there;
  auto made = std::make_unique<T>();
  if (!place->compare_exchange_strong(there, made.get(), std::memory_order_acq_rel)) return there;
  return made.release();
}

}  // namespace

RecentTokens::~RecentTokens() {
  const std::unique_ptr<Slots> slots(slots_.load());
  if (slots == nullptr) return;
  for (const std::atomic<Slot*>& slot : *slots) delete slot.load();
}

std::size_t RecentTokens::SlotOfThisThread() {
  return std::hash<std::thread::id>()(std::this_thread::get_id()) % kSlots;
}

const RecentTokens::Slot* RecentTokens::FindSlot() const {
  const Slots* const slots = slots_.load(std::memory_order_acquire);
  return slots == nullptr ? nullptr : (*slots)[SlotOfThisThread()].load(std::memory_order_acquire);
}

RecentTokens::Slot& RecentTokens::MakeSlot() {
  return *MakeOnce(&(*MakeOnce(&slots_))[SlotOfThisThread()]);
}

bool RecentTokens::Find(const TokenRequestOptions& options, absl::Time now,
                        AccessToken* token) const {
  const std::uint64_t current = generation();
  const Slot* const slot = FindSlot();
  if (slot == nullptr) return false;
  const std::lock_guard<std::mutex> lock(slot->mutex);
  for (const Entry& entry : slot->entries) {
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
  Slot& slot = MakeSlot();
  const std::lock_guard<std::mutex> lock(slot.mutex);
  std::swap(slot.entries[slot.next], entry);
  slot.next = (slot.next + 1) % slot.entries.size();
}

}  // namespace azure::identity::internal
