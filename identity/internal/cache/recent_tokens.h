// The tokens that threads asked for last, for calls by the thousand.
#ifndef IDENTITY_INTERNAL_CACHE_RECENT_TOKENS_H_
#define IDENTITY_INTERNAL_CACHE_RECENT_TOKENS_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "identity/access_token.h"
#include "identity/internal/cache/token_cache.h"
#include "identity/token_credential.h"

namespace azure::identity::internal {

// Sits in front of a TokenCache. A hit needs no allocation, and threads on
// different slots touch no common memory that anyone writes to: every slot has
// a mutex of its own, and a reference count of its own for the token's text.
//
// Safe for use by many threads at once.
class RecentTokens {
 public:
  RecentTokens() = default;
  ~RecentTokens();
  RecentTokens(const RecentTokens&) = delete;
  RecentTokens& operator=(const RecentTokens&) = delete;

  // Fills `token` and returns true if this thread's slot has what `options` ask
  // for, word for word. `options` have no claims.
  bool Find(const TokenRequestOptions& options, absl::Time now, AccessToken* token) const;

  // Call before looking the token up, and pass to Remember(): what was looked up
  // before a newer token came is forgotten at once.
  std::uint64_t generation() const { return generation_.load(std::memory_order_acquire); }

  // Keeps `token` for this thread's next calls, while it is usable and, from
  // `refresh_from` on, no refresh is due.
  void Remember(const TokenRequestOptions& options, const CachedToken& token,
                std::uint64_t generation, absl::Time refresh_from);

  // Forgets everything: a newer token is in the cache.
  void Invalidate() { generation_.fetch_add(1, std::memory_order_acq_rel); }

 private:
  struct Entry {
    std::uint64_t generation = 0;
    absl::Time valid_until = absl::InfinitePast();  // not included
    std::vector<std::string> scopes;
    std::string tenant_id;
    AccessToken token;
  };

  // Aligned so that no two slots share a cache line (64 bytes on x86-64 and most
  // ARM), nor a pair that is fetched together.
  struct alignas(128) Slot {
    mutable std::mutex mutex;
    std::array<Entry, 4> entries;
    std::size_t next = 0;  // the entry to be replaced next
  };

  static constexpr std::size_t kSlots = 32;

  using Slots = std::array<std::atomic<Slot*>, kSlots>;

  static std::size_t SlotOfThisThread();
  // Null until that thread, or one that shares it, has remembered something.
  const Slot* FindSlot() const;
  Slot& MakeSlot();

  // Starts at 1, so that entries that were never filled do not match.
  alignas(128) std::atomic<std::uint64_t> generation_{1};
  // Made, as each slot is, on first use: most credentials of a server that has one for
  // each user are used by few threads.
  std::atomic<Slots*> slots_{nullptr};
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_CACHE_RECENT_TOKENS_H_
