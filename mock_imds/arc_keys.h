// The keys that an agent of Azure Arc has handed out.
#ifndef MOCK_IMDS_ARC_KEYS_H_
#define MOCK_IMDS_ARC_KEYS_H_

#include <deque>
#include <mutex>
#include <string>

#include "absl/strings/string_view.h"
#include "mock_common/random.h"

namespace mock::imds {

// Safe for use by many threads.
class ArcKeys {
 public:
  // Makes a key of so many bytes, or of the usual size for 0. The oldest go when there
  // are many.
  std::string Make(int size, Random& random);

  // Whether the key was handed out. It can be used once.
  bool Take(absl::string_view key);

 private:
  std::mutex mutex_;
  std::deque<std::string> keys_;
};

}  // namespace mock::imds

#endif  // MOCK_IMDS_ARC_KEYS_H_
