// Randomness that is not random.
#ifndef IDENTITY_TESTING_FAKE_RANDOM_H_
#define IDENTITY_TESTING_FAKE_RANDOM_H_

#include <cstddef>
#include <mutex>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "identity/seams/random.h"

namespace azure::identity {

// Gives the bytes of `sequence` over and over. Safe for use by many threads at once.
class FakeRandom final : public Random {
 public:
  // Gives the bytes of `sequence`, again and again.
  explicit FakeRandom(std::string sequence = std::string(1, '\0'));

  std::string Bytes(std::size_t count) override;

  // Bytes of which Unit() makes `value`, in [0, 1).
  static std::string ForUnit(double value);
  // Bytes of which Uuid() makes `uuid`, a version 4 one.
  static std::string ForUuid(absl::string_view uuid);

 private:
  const std::string sequence_;
  std::mutex mutex_;
  std::size_t position_ = 0;
};

}  // namespace azure::identity

#endif  // IDENTITY_TESTING_FAKE_RANDOM_H_
