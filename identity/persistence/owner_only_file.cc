#include "identity/persistence/owner_only_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "identity/seams/errno_text.h"

namespace azure::identity::internal {
namespace {

constexpr std::int64_t kMostBytes = 64 << 20;
constexpr mode_t kOthers = S_IRWXG | S_IRWXO;

// The kernel has no wait for such a lock that a deadline ends.
constexpr absl::Duration kFirstPause = absl::Milliseconds(1);
constexpr absl::Duration kMostPause = absl::Milliseconds(20);

UniqueFd Open(const std::string& path, int flags) {
  int descriptor;
  do {
    // Not to wait for the other end of what is a pipe.
    descriptor = open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, S_IRUSR | S_IWUSR);
  } while (descriptor < 0 && errno == EINTR);
  return UniqueFd(descriptor);
}

absl::Status OpenError(const std::string& path) {
  if (errno != ELOOP) return PathError("open", path, errno);
  return absl::FailedPreconditionError(absl::StrCat(path, " is a link: name what it leads to"));
}

absl::Status CheckOwnerOnly(const UniqueFd& file, const std::string& path, mode_t type) {
  struct stat is;
  if (fstat(file.get(), &is) != 0) return PathError("stat", path, errno);
  if ((is.st_mode & S_IFMT) != type) {
    return absl::FailedPreconditionError(
        absl::StrCat(path, type == S_IFDIR ? " is not a folder" : " is not a plain file"));
  }
  if (is.st_uid != geteuid()) {
    return absl::FailedPreconditionError(absl::StrFormat(
        "%s belongs to user %u, and this process runs as user %u: each user needs a folder", path,
        is.st_uid, geteuid()));
  }
  // Others may see that a folder is there, but not change what is in it.
  const mode_t forbidden = type == S_IFDIR ? mode_t{S_IWGRP | S_IWOTH} : kOthers;
  if ((is.st_mode & forbidden) != 0) {
    return absl::FailedPreconditionError(
        absl::StrFormat("other users have access to %s (mode %04o): run \"chmod go-%s %s\"", path,
                        is.st_mode & 07777, type == S_IFDIR ? "w" : "rwx", path));
  }
  return absl::OkStatus();
}

absl::Status WriteAll(const UniqueFd& file, const std::string& path, absl::string_view content) {
  while (!content.empty()) {
    const ssize_t count = write(file.get(), content.data(), content.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return PathError("write", path, errno);
    content.remove_prefix(static_cast<std::size_t>(count));
  }
  if (fsync(file.get()) != 0) return PathError("sync", path, errno);
  return absl::OkStatus();
}

std::string FolderOf(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

absl::Status MakeOwnerOnlyFolder(const std::string& path) {
  for (std::size_t end = path.find('/', 1);; end = path.find('/', end + 1)) {
    const std::string folder = path.substr(0, end);
    if (mkdir(folder.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
      return PathError("mkdir", folder, errno);
    }
    if (end == std::string::npos) break;
  }
  const UniqueFd folder = Open(path, O_RDONLY);
  if (!folder) return OpenError(path);
  return CheckOwnerOnly(folder, path, S_IFDIR);
}

absl::StatusOr<std::string> ReadOwnerOnlyFile(const std::string& path) {
  const UniqueFd file = Open(path, O_RDONLY);
  if (!file && errno == ENOENT) return std::string();
  if (!file) return OpenError(path);
  if (absl::Status status = CheckOwnerOnly(file, path, S_IFREG); !status.ok()) return status;
  std::string content;
  char buffer[16 * 1024];
  for (;;) {
    const ssize_t count = read(file.get(), buffer, sizeof(buffer));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return PathError("read", path, errno);
    if (count == 0) return content;
    content.append(buffer, static_cast<std::size_t>(count));
    if (static_cast<std::int64_t>(content.size()) > kMostBytes) {
      return FileTooLargeError(path, kMostBytes);
    }
  }
}

absl::Status ReplaceOwnerOnlyFile(const std::string& path, absl::string_view content) {
  const std::string next = absl::StrCat(path, ".new");
  unlink(next.c_str());  // of a process that crashed
  {
    const UniqueFd file = Open(next, O_WRONLY | O_CREAT | O_EXCL);
    if (!file) return OpenError(next);
    absl::Status written = WriteAll(file, next, content);
    if (!written.ok()) {
      unlink(next.c_str());
      return written;
    }
  }
  if (rename(next.c_str(), path.c_str()) != 0) {
    const int error = errno;
    unlink(next.c_str());
    return PathError("rename", path, error);
  }
  // So that the name is on the disk, too. Not all file systems can do this.
  const UniqueFd folder = Open(FolderOf(path), O_RDONLY);
  if (folder) (void)fsync(folder.get());
  return absl::OkStatus();
}

absl::StatusOr<FileLock> FileLock::Acquire(const Context& ctx, Clock& clock,
                                           const std::string& path) {
  UniqueFd file = Open(path, O_RDWR | O_CREAT);
  if (!file) return OpenError(path);
  if (absl::Status status = CheckOwnerOnly(file, path, S_IFREG); !status.ok()) return status;
  for (absl::Duration pause = kFirstPause;; pause = std::min(pause * 2, kMostPause)) {
    if (flock(file.get(), LOCK_EX | LOCK_NB) == 0) return FileLock(std::move(file));
    if (errno == EINTR) continue;
    if (errno != EWOULDBLOCK) return PathError("lock", path, errno);
    if (absl::Status ended = clock.SleepUntil(ctx, clock.Now() + pause); !ended.ok()) {
      return absl::Status(ended.code(), absl::StrCat("lock ", path, ": ", ended.message(),
                                                     ": another process has it"));
    }
  }
}

}  // namespace azure::identity::internal
