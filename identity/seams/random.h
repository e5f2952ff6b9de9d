// The seam to randomness.
#ifndef IDENTITY_SEAMS_RANDOM_H_
#define IDENTITY_SEAMS_RANDOM_H_

#include <cstddef>
#include <memory>
#include <string>

namespace azure::identity {

// Safe for use by many threads at once.
class Random {
 public:
  virtual ~Random() = default;

  // `count` bytes fit for cryptographic use.
  virtual std::string Bytes(std::size_t count) = 0;

  // A random (version 4) UUID in its 36-character lower-case form.
  std::string Uuid();

  // A number in [0, 1).
  double Unit();
};

// OpenSSL's generator.
std::shared_ptr<Random> RealRandom();

}  // namespace azure::identity

#endif  // IDENTITY_SEAMS_RANDOM_H_
