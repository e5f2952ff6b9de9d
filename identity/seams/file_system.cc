#include "identity/seams/file_system.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "identity/seams/errno_text.h"
#include "identity/seams/unique_fd.h"

namespace azure::identity {
namespace {

using internal::PathError;
using internal::UniqueFd;

UniqueFd OpenForReading(const std::string& path) {
  int descriptor;
  do {
    descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  } while (descriptor < 0 && errno == EINTR);
  return UniqueFd(descriptor);
}

// The C library would cut the path at a NUL and open another file.
bool HasNul(absl::string_view path) { return path.find('\0') != absl::string_view::npos; }

class PosixFileSystem final : public FileSystem {
 public:
  absl::StatusOr<std::string> ReadFile(absl::string_view path,
                                       std::int64_t max_bytes) const override {
    if (HasNul(path)) return PathError("open", path, EINVAL);
    const UniqueFd file = OpenForReading(std::string(path));
    if (!file) return PathError("open", path, errno);

    std::string content;
    char buffer[16 * 1024];
    for (;;) {
      const ssize_t count = read(file.get(), buffer, sizeof(buffer));
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return PathError("read", path, errno);
      if (count == 0) return content;
      content.append(buffer, static_cast<std::size_t>(count));
      if (static_cast<std::int64_t>(content.size()) > max_bytes) {
        return internal::FileTooLargeError(path, max_bytes);
      }
    }
  }

  absl::StatusOr<std::int64_t> FileSize(absl::string_view path) const override {
    if (HasNul(path)) return PathError("stat", path, EINVAL);
    struct stat information;
    if (stat(std::string(path).c_str(), &information) != 0) return PathError("stat", path, errno);
    return static_cast<std::int64_t>(information.st_size);
  }
};

}  // namespace

std::shared_ptr<FileSystem> RealFileSystem() { return std::make_shared<PosixFileSystem>(); }

}  // namespace azure::identity
