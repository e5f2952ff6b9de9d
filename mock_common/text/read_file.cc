#include "mock_common/text/read_file.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace mock::scenario {
namespace {

// Far more than any directory of ten thousand users has.
constexpr std::size_t kLargest = std::size_t{256} << 20;

}  // namespace

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::string content;
  std::array<char, 1 << 16> part;
  while (file && content.size() <= kLargest) {
    file.read(part.data(), part.size());
    content.append(part.data(), static_cast<std::size_t>(file.gcount()));
  }
  // A directory opens, but does not read.
  if (errno != 0 && (!file.is_open() || content.empty())) {
    const std::string text = absl::StrCat(path, ": ", std::strerror(errno));
    return errno == ENOENT ? absl::NotFoundError(text) : absl::UnavailableError(text);
  }
  if (content.size() > kLargest) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ": is larger than ", kLargest >> 20, " MiB"));
  }
  return content;
}

}  // namespace mock::scenario
