#include "mock_common/random.h"

#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <random>

namespace mock {
namespace {

// Each call of OpenSSL's generator takes as long as a thousand bytes of it: taken ahead, an ID
// costs a tenth of that.
class RealRandom : public Random {
 public:
  std::string Bytes(std::size_t count) override {
    std::string bytes(count, '\0');
    const std::lock_guard<std::mutex> lock(mutex_);
    for (std::size_t done = 0; done < count;) {
      if (used_ == ahead_.size()) Refill();
      const std::size_t some = std::min(count - done, ahead_.size() - used_);
      std::copy_n(ahead_.begin() + static_cast<std::ptrdiff_t>(used_), some,
                  bytes.begin() + static_cast<std::ptrdiff_t>(done));
      used_ += some;
      done += some;
    }
    return bytes;
  }

 private:
  void Refill() {
    if (RAND_bytes(ahead_.data(), static_cast<int>(ahead_.size())) != 1) {
      // Without entropy nothing that follows could be trusted.
      std::fputs("OpenSSL's random generator failed\n", stderr);
      std::abort();
    }
    used_ = 0;
  }

  std::mutex mutex_;
  std::array<unsigned char, 2048> ahead_;
  std::size_t used_ = ahead_.size();  // of which nobody gets a byte twice
};

class SeededRandom : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : engine_(seed) {}

  std::string Bytes(std::size_t count) override {
    std::lock_guard<std::mutex> lock(mutex_);
    std::string bytes;
    bytes.reserve(count);
    while (bytes.size() < count) {
      std::uint64_t word = engine_();
      for (int i = 0; i < 8 && bytes.size() < count; ++i, word >>= 8) {
        bytes.push_back(static_cast<char>(word & 0xff));
      }
    }
    return bytes;
  }

 private:
  std::mutex mutex_;
  std::mt19937_64 engine_;  // its sequence is fixed by the standard
};

}  // namespace

std::string Random::Uuid() {
  std::string bytes = Bytes(16);
  // RFC 4122, section 4.4.
  bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x40);
  bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);

  static constexpr char kHex[] = "0123456789abcdef";
  std::string uuid(36, '-');
  std::size_t at = 0;
  for (const char c : bytes) {
    if (at == 8 || at == 13 || at == 18 || at == 23) ++at;
    const auto byte = static_cast<unsigned char>(c);
    uuid[at++] = kHex[byte >> 4];
    uuid[at++] = kHex[byte & 0x0f];
  }
  return uuid;
}

std::unique_ptr<Random> Random::Real() { return std::make_unique<RealRandom>(); }

std::unique_ptr<Random> Random::Seeded(std::uint64_t seed) {
  return std::make_unique<SeededRandom>(seed);
}

}  // namespace mock
