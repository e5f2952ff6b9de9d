#include "mock_common/archive/archive.h"

#include "absl/status/status.h"

namespace mock {
namespace {

constexpr absl::string_view kMagic("AZMOCK-FILES-1\n\0", 16);
constexpr std::size_t kNumber = 4;
constexpr std::size_t kHead = kMagic.size() + kNumber;
constexpr std::size_t kEntry = 4 * kNumber;  // begin and size of the path, and of the content
constexpr std::size_t kPath = 0;
constexpr std::size_t kContent = 2;

std::size_t NumberAt(absl::string_view bytes, std::size_t position) {
  std::size_t number = 0;
  for (std::size_t i = kNumber; i-- > 0;) {
    number = number << 8 | static_cast<unsigned char>(bytes[position + i]);
  }
  return number;
}

bool IsWithin(absl::string_view bytes, std::size_t entry) {
  for (const std::size_t piece : {kPath, kContent}) {
    const std::size_t begin = NumberAt(bytes, entry + piece * kNumber);
    const std::size_t size = NumberAt(bytes, entry + (piece + 1) * kNumber);
    if (begin > bytes.size() || size > bytes.size() - begin) return false;
  }
  return true;
}

}  // namespace

absl::StatusOr<Archive> Archive::Open(absl::string_view bytes) {
  const absl::Status wrong = absl::InvalidArgumentError("these are no files of azmock's");
  if (bytes.substr(0, kMagic.size()) != kMagic || bytes.size() < kHead) return wrong;
  const std::size_t size = NumberAt(bytes, kMagic.size());
  if (size > (bytes.size() - kHead) / kEntry) return wrong;
  const Archive archive(bytes, size);
  for (std::size_t i = 0; i < size; ++i) {
    if (!IsWithin(bytes, kHead + i * kEntry)) return wrong;
    if (i > 0 && archive[i - 1].path >= archive[i].path) return wrong;
  }
  return archive;
}

absl::string_view Archive::Piece(std::size_t index, std::size_t number) const {
  const std::size_t entry = kHead + index * kEntry + number * kNumber;
  return bytes_.substr(NumberAt(bytes_, entry), NumberAt(bytes_, entry + kNumber));
}

Archive::File Archive::operator[](std::size_t index) const {
  return {Piece(index, kPath), Piece(index, kContent)};
}

std::optional<absl::string_view> Archive::Find(absl::string_view path) const {
  std::size_t begin = 0;
  std::size_t end = size_;
  while (begin < end) {
    const std::size_t middle = begin + (end - begin) / 2;
    const File file = (*this)[middle];
    if (file.path == path) return file.content;
    (file.path < path ? begin : end) = file.path < path ? middle + 1 : middle;
  }
  return std::nullopt;
}

}  // namespace mock
