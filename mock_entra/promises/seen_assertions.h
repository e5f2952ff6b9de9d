// Which assertions have come before, for applications that may use each but once.
#ifndef MOCK_ENTRA_PROMISES_SEEN_ASSERTIONS_H_
#define MOCK_ENTRA_PROMISES_SEEN_ASSERTIONS_H_

#include <cstddef>
#include <mutex>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace mock::entra {

// Safe for use by many threads. Keeps at most kCapacity of them: then those that
// end first are forgotten.
class SeenAssertions {
 public:
  static constexpr std::size_t kCapacity = 10000;

  // Whether the assertion comes for the first time. It is remembered by a digest
  // of `id`, until `ends`; after that nobody takes it anyway.
  bool Add(absl::string_view id, absl::Time ends, absl::Time now);

  void Clear();

  std::size_t size() const;

 private:
  mutable std::mutex mutex_;
  std::unordered_map<std::string, absl::Time> ends_;
  std::set<std::pair<absl::Time, std::string>> by_end_;
};

}  // namespace mock::entra

#endif  // MOCK_ENTRA_PROMISES_SEEN_ASSERTIONS_H_
