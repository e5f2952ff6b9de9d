#include "mock_common/text/read_file.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace mock::scenario {

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  // A directory opens, but does not read.
  if (file && file.peek() != std::ifstream::traits_type::eof()) content << file.rdbuf();
  if (errno != 0 && (!file.is_open() || content.str().empty())) {
    const std::string text = absl::StrCat(path, ": ", std::strerror(errno));
    return errno == ENOENT ? absl::NotFoundError(text) : absl::UnavailableError(text);
  }
  return content.str();
}

}  // namespace mock::scenario
