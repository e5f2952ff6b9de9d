#include "identity/seams/random.h"

#include <openssl/rand.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace azure::identity {
namespace {

class OpenSslRandom final : public Random {
 public:
  std::string Bytes(std::size_t count) override {
    std::string bytes(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) != 1) {
      // Nothing safe can be done without randomness; Go ends the process too.
      std::fputs("azure::identity: OpenSSL has no random bytes\n", stderr);
      std::abort();
    }
    return bytes;
  }
};

}  // namespace

std::string Random::Uuid() {
  std::string bytes = Bytes(16);
  // RFC 4122, section 4.4: version 4, variant 10.
  bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x40);
  bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
  const std::string text = absl::BytesToHexString(bytes);
  const absl::string_view hex = text;
  return absl::StrCat(hex.substr(0, 8), "-", hex.substr(8, 4), "-", hex.substr(12, 4), "-",
                      hex.substr(16, 4), "-", hex.substr(20));
}

double Random::Unit() {
  std::uint64_t bits = 0;
  for (const char byte : Bytes(8)) bits = bits << 8 | static_cast<unsigned char>(byte);
  return static_cast<double>(bits >> 11) * 0x1p-53;  // a double holds 53 bits
}

std::shared_ptr<Random> RealRandom() { return std::make_shared<OpenSslRandom>(); }

}  // namespace azure::identity
