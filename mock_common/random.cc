#include "mock_common/random.h"

#include <openssl/rand.h>

#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <random>

namespace mock {
namespace {

class RealRandom : public Random {
 public:
  std::string Bytes(std::size_t count) override {
    std::string bytes(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) != 1) {
      // Without entropy nothing that follows could be trusted.
      std::fputs("OpenSSL's random generator failed\n", stderr);
      std::abort();
    }
    return bytes;
  }
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
  std::string uuid;
  uuid.reserve(36);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) uuid.push_back('-');
    const auto byte = static_cast<unsigned char>(bytes[i]);
    uuid.push_back(kHex[byte >> 4]);
    uuid.push_back(kHex[byte & 0x0f]);
  }
  return uuid;
}

std::unique_ptr<Random> Random::Real() { return std::make_unique<RealRandom>(); }

std::unique_ptr<Random> Random::Seeded(std::uint64_t seed) {
  return std::make_unique<SeededRandom>(seed);
}

}  // namespace mock
