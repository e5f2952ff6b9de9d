#include "identity/testing/fake_random.h"

#include <cstdint>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_replace.h"

namespace azure::identity {

FakeRandom::FakeRandom(std::string sequence) : sequence_(std::move(sequence)) {}

std::string FakeRandom::Bytes(std::size_t count) {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::string bytes;
  while (bytes.size() < count) bytes.push_back(sequence_[position_++ % sequence_.size()]);
  return bytes;
}

std::string FakeRandom::ForUnit(double value) {
  const std::uint64_t bits = static_cast<std::uint64_t>(value * 0x1p53) << 11;
  std::string bytes;
  for (int shift = 56; shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<char>(bits >> shift & 0xff));
  }
  return bytes;
}

std::string FakeRandom::ForUuid(absl::string_view uuid) {
  return absl::HexStringToBytes(absl::StrReplaceAll(uuid, {{"-", ""}}));
}

}  // namespace azure::identity
