#include "identity/internal/testing/planted_secret.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <cinttypes>
#include <cstddef>
#include <cstdint>
#include <cstdio>

// Reads what no program may, such as the red zones between allocations. GCC's ASan and TSan
// both know this name.
#define NOT_INSTRUMENTED __attribute__((no_sanitize_address, no_sanitize_thread, noinline))

namespace azure::identity::internal {
namespace {

constexpr unsigned char kMask = 0xA5;

// What is looked for: pieces of this size, from the second one on.
constexpr std::size_t kPiece = 16;
constexpr std::size_t kOverwritten = 32;

// The sanitizers' own, which they only reserve.
constexpr std::size_t kLargestMapping = std::size_t{1} << 30;

struct Range {
  const unsigned char* begin;
  const unsigned char* end;
};

std::vector<Range> WritableMemory() {
  std::vector<Range> ranges;
  std::FILE* const maps = std::fopen("/proc/self/maps", "re");
  if (maps == nullptr) return ranges;
  ranges.reserve(4096);  // or reading would change what is read
  char line[4096];
  while (std::fgets(line, sizeof(line), maps) != nullptr) {
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
    char access[8] = "";
    if (std::sscanf(line, "%" SCNxPTR "-%" SCNxPTR " %7s", &begin, &end, access) != 3) continue;
    if (access[0] != 'r' || access[1] != 'w' || end - begin > kLargestMapping) continue;
    ranges.push_back({reinterpret_cast<const unsigned char*>(begin),
                      reinterpret_cast<const unsigned char*>(end)});
  }
  std::fclose(maps);
  return ranges;
}

// Never unmasks more than a byte, so that nothing of the secret gets onto the stack.
NOT_INSTRUMENTED bool Starts(const unsigned char* at, const unsigned char* masked,
                             std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) {
    if ((at[i] ^ kMask) != masked[i]) return false;
  }
  return true;
}

NOT_INSTRUMENTED int Count(const unsigned char* begin, const unsigned char* end,
                           const unsigned char* masked) {
  int count = 0;
  const unsigned char first = masked[0] ^ kMask;
  for (const unsigned char* at = begin; end - at >= static_cast<std::ptrdiff_t>(kPiece); ++at) {
    if (*at == first && Starts(at, masked, kPiece)) ++count;
  }
  return count;
}

}  // namespace

PlantedSecret::PlantedSecret(absl::string_view seed) {
  static constexpr char kLetters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  std::uint64_t state = 1469598103934665603u;
  for (const char c : seed) state = (state ^ static_cast<unsigned char>(c)) * 1099511628211u;
  masked_.reserve(128);
  while (masked_.size() < 128) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    masked_.push_back(static_cast<unsigned char>(kLetters[(state >> 33) % 52]) ^ kMask);
  }
}

PlantedSecret PlantedSecret::Take(std::string bytes) {
  PlantedSecret secret;
  secret.masked_.reserve(bytes.size());
  for (const char c : bytes) secret.masked_.push_back(static_cast<unsigned char>(c) ^ kMask);
  OPENSSL_cleanse(bytes.data(), bytes.size());
  return secret;
}

std::string PlantedSecret::Text() const {
  std::string text;
  text.reserve(masked_.size());
  AppendTo(&text);
  return text;
}

void PlantedSecret::AppendTo(std::string* text) const {
  for (const unsigned char masked : masked_) text->push_back(static_cast<char>(masked ^ kMask));
}

bool PlantedSecret::Is(absl::string_view text) const {
  return text.size() == masked_.size() &&
         Starts(reinterpret_cast<const unsigned char*>(text.data()), masked_.data(), text.size());
}

bool PlantedSecret::IsIn(absl::string_view text) const {
  for (; text.size() >= masked_.size(); text.remove_prefix(1)) {
    if (Is(text.substr(0, masked_.size()))) return true;
  }
  return false;
}

int PlantedSecret::Copies() const {
  const std::vector<Range> memory = WritableMemory();
  int most = 0;
  for (std::size_t start = kOverwritten; start + kPiece <= masked_.size(); start += kPiece) {
    int count = 0;
    for (const Range& range : memory) count += Count(range.begin, range.end, &masked_[start]);
    most = std::max(most, count);
  }
  return most;
}

}  // namespace azure::identity::internal
