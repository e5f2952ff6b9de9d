#include "identity/seams/file_system.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "identity/internal/secrets/secret_string.h"
#include "identity/seams/errno_text.h"
#include "identity/seams/unique_fd.h"

namespace azure::identity {
namespace {

using internal::PathError;
using internal::UniqueFd;

UniqueFd OpenForReading(const std::string& path) {
  int descriptor;
  do {
    // Or a pipe that nobody writes to would never open.
    descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  } while (descriptor < 0 && errno == EINTR);
  return UniqueFd(descriptor);
}

// The C library would cut the path at a NUL and open another file.
bool NamesAnother(absl::string_view path) { return absl::StrContains(path, '\0'); }

// The end of all waiting for one file.
class Patience {
 public:
  Patience(const UniqueFd& file, absl::Duration patience)
      : file_(file), end_(std::chrono::steady_clock::now() + absl::ToChronoNanoseconds(patience)) {
    struct stat information;
    is_plain_ = fstat(file.get(), &information) == 0 && S_ISREG(information.st_mode);
  }

  // Waits until there is something to read, or an end; false if that takes too long.
  bool Wait() const {
    if (is_plain_) return true;
    for (;;) {
      const auto left =
          std::chrono::ceil<std::chrono::milliseconds>(end_ - std::chrono::steady_clock::now());
      pollfd wait{file_.get(), POLLIN, 0};
      const int ready = poll(&wait, 1, static_cast<int>(std::max<std::int64_t>(left.count(), 0)));
      if (ready >= 0) return ready > 0;
      if (errno != EINTR) return false;
    }
  }

 private:
  const UniqueFd& file_;
  const std::chrono::steady_clock::time_point end_;
  bool is_plain_;
};

class PosixFileSystem final : public FileSystem {
 public:
  explicit PosixFileSystem(absl::Duration patience) : patience_(patience) {}

  absl::StatusOr<std::string> ReadFile(absl::string_view path,
                                       std::int64_t max_bytes) const override {
    if (NamesAnother(path)) return PathError("open", path, EINVAL);
    const UniqueFd file = OpenForReading(std::string(path));
    if (!file) return PathError("open", path, errno);

    const Patience patience(file, patience_);
    std::string content;
    char buffer[16 * 1024];
    for (;;) {
      if (!patience.Wait())
        return absl::UnavailableError(absl::StrCat("read ", path, ": i/o timeout"));
      const ssize_t count = read(file.get(), buffer, sizeof(buffer));
      if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
      if (count < 0) return PathError("read", path, errno);
      if (count == 0) return content;
      // It may be a key.
      internal::AppendSecret(content, {buffer, static_cast<std::size_t>(count)});
      internal::Cleanse(buffer, static_cast<std::size_t>(count));
      if (static_cast<std::int64_t>(content.size()) > max_bytes) {
        return internal::FileTooLargeError(path, max_bytes);
      }
    }
  }

  absl::StatusOr<std::int64_t> FileSize(absl::string_view path) const override {
    if (NamesAnother(path)) return PathError("stat", path, EINVAL);
    struct stat information;
    if (stat(std::string(path).c_str(), &information) != 0) return PathError("stat", path, errno);
    return static_cast<std::int64_t>(information.st_size);
  }

 private:
  const absl::Duration patience_;
};

}  // namespace

std::shared_ptr<FileSystem> RealFileSystem(absl::Duration patience) {
  return std::make_shared<PosixFileSystem>(patience);
}

}  // namespace azure::identity
