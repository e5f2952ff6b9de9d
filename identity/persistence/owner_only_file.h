// Files that nobody but their owner can read or change.
#ifndef IDENTITY_PERSISTENCE_OWNER_ONLY_FILE_H_
#define IDENTITY_PERSISTENCE_OWNER_ONLY_FILE_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/context.h"
#include "identity/seams/clock.h"
#include "identity/seams/unique_fd.h"

namespace azure::identity::internal {

// Errors of all: those of PathError; kFailedPrecondition, with what to do, for what is not a
// plain file (or folder), belongs to another user, or lets others in; links are not followed
// at the end of a path. kResourceExhausted for a file of more than 64 MiB.

// Makes the folder and those above it that are missing, for the owner alone.
absl::Status MakeOwnerOnlyFolder(const std::string& path);

// The content; "" if there is no such file.
absl::StatusOr<std::string> ReadOwnerOnlyFile(const std::string& path);

// Replaces the file at once: readers see the old content or the new one, also after a crash.
// Only one process at a time may do so.
absl::Status ReplaceOwnerOnlyFile(const std::string& path, absl::string_view content);

// A lock among processes, and among the threads of each, which a crash releases.
class FileLock {
 public:
  // Waits until nobody else has it. Makes the file `path`, which stays. kDeadlineExceeded or
  // kCancelled if `ctx` ends first; the text names the file.
  static absl::StatusOr<FileLock> Acquire(const Context& ctx, Clock& clock,
                                          const std::string& path);

 private:
  explicit FileLock(UniqueFd file) : file_(std::move(file)) {}

  UniqueFd file_;  // closing releases the lock
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_PERSISTENCE_OWNER_ONLY_FILE_H_
