#include "mock_entra/promises/seen_assertions.h"

#include "mock_entra/exchange/identifiers.h"

namespace mock::entra {

bool SeenAssertions::Add(absl::string_view id, absl::Time ends, absl::Time now) {
  const std::string digest = GuidFrom(id);
  const std::lock_guard<std::mutex> lock(mutex_);
  while (!by_end_.empty() && (by_end_.begin()->first <= now || by_end_.size() >= kCapacity)) {
    ends_.erase(by_end_.begin()->second);
    by_end_.erase(by_end_.begin());
  }
  if (!ends_.emplace(digest, ends).second) return false;
  by_end_.emplace(ends, digest);
  return true;
}

void SeenAssertions::Clear() {
  const std::lock_guard<std::mutex> lock(mutex_);
  ends_.clear();
  by_end_.clear();
}

std::size_t SeenAssertions::size() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return ends_.size();
}

}  // namespace mock::entra
