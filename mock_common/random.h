// The mocks' randomness: real by default, repeatable when seeded.
#ifndef MOCK_COMMON_RANDOM_H_
#define MOCK_COMMON_RANDOM_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace mock {

// Safe for use by many threads at once.
class Random {
 public:
  virtual ~Random() = default;
  virtual std::string Bytes(std::size_t count) = 0;

  // A random (version 4) UUID, lower-case.
  std::string Uuid();

  // OpenSSL's generator. A child that a process forks must have one of its own.
  static std::unique_ptr<Random> Real();

  // The same bytes for the same seed, for replays. Not for keys.
  static std::unique_ptr<Random> Seeded(std::uint64_t seed);
};

}  // namespace mock

#endif  // MOCK_COMMON_RANDOM_H_
