// Ownership of a file descriptor.
#ifndef IDENTITY_SEAMS_UNIQUE_FD_H_
#define IDENTITY_SEAMS_UNIQUE_FD_H_

#include <unistd.h>

#include <utility>

namespace azure::identity::internal {

// Closes its descriptor when it goes. Negative means none.
class UniqueFd {
 public:
  UniqueFd() = default;
  explicit UniqueFd(int descriptor) : descriptor_(descriptor) {}
  UniqueFd(UniqueFd&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  UniqueFd& operator=(UniqueFd&& other) noexcept {
    if (this != &other) Reset(std::exchange(other.descriptor_, -1));
    return *this;
  }
  ~UniqueFd() { Reset(); }

  int get() const { return descriptor_; }
  explicit operator bool() const { return descriptor_ >= 0; }

  // Gives the descriptor away.
  int Release() { return std::exchange(descriptor_, -1); }

  void Reset(int descriptor = -1) {
    if (descriptor_ >= 0) close(descriptor_);
    descriptor_ = descriptor;
  }

 private:
  int descriptor_ = -1;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_SEAMS_UNIQUE_FD_H_
