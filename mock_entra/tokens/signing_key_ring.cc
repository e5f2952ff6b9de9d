#include "mock_entra/tokens/signing_key_ring.h"

#include <algorithm>
#include <mutex>
#include <utility>

namespace mock::entra {

SigningKeyRing::SigningKeyRing(const SigningKeys& keys) {
  for (const auto& key : keys) entries_.push_back({key});
}

SigningKeys SigningKeyRing::At(absl::Time now) const {
  const std::shared_lock<std::shared_mutex> lock(mutex_);
  SigningKeys keys;
  keys.reserve(entries_.size());
  for (const Entry& entry : entries_) {
    if (now < entry.retires) keys.push_back(entry.key);
  }
  return keys;
}

void SigningKeyRing::Rotate(std::shared_ptr<const jwt::SigningKey> key, absl::Time now,
                            absl::Duration grace) {
  const std::unique_lock<std::shared_mutex> lock(mutex_);
  const auto gone = [now](const Entry& entry) { return entry.retires <= now; };
  entries_.erase(std::remove_if(entries_.begin(), entries_.end(), gone), entries_.end());
  for (Entry& entry : entries_) entry.retires = std::min(entry.retires, now + grace);
  entries_.insert(entries_.begin(), Entry{std::move(key)});
}

}  // namespace mock::entra
