#include "mock_imds/arc_keys.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/escaping.h"

namespace mock::imds {
namespace {

constexpr int kKeyBytes = 48;
constexpr std::size_t kKeysKept = 64;

}  // namespace

std::string ArcKeys::Make(int size, Random& random) {
  // A key is one line of text, as long as asked.
  std::string key = absl::WebSafeBase64Escape(random.Bytes(kKeyBytes));
  if (size > 0) key.resize(static_cast<std::size_t>(size), 'A');
  const std::lock_guard<std::mutex> lock(mutex_);
  keys_.push_back(key);
  if (keys_.size() > kKeysKept) keys_.pop_front();
  return key;
}

bool ArcKeys::Take(absl::string_view key) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = std::find(keys_.begin(), keys_.end(), key);
  if (found == keys_.end()) return false;
  keys_.erase(found);
  return true;
}

}  // namespace mock::imds
