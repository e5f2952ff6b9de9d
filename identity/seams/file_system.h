// The seam to files.
#ifndef IDENTITY_SEAMS_FILE_SYSTEM_H_
#define IDENTITY_SEAMS_FILE_SYSTEM_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace azure::identity {

// Safe for use by many threads at once. Error messages are Go's, which users of
// azidentity know: "open /x: no such file or directory", "stat /x: …".
// Codes: kNotFound, kPermissionDenied, kResourceExhausted (over `max_bytes`),
// kUnavailable for the rest. What is no plain file is waited for a little, and then
// is "read /x: i/o timeout".
class FileSystem {
 public:
  virtual ~FileSystem() = default;

  // The file's whole content; an error if it is longer than `max_bytes`.
  virtual absl::StatusOr<std::string> ReadFile(absl::string_view path,
                                               std::int64_t max_bytes) const = 0;

  // The file's size in bytes.
  virtual absl::StatusOr<std::int64_t> FileSize(absl::string_view path) const = 0;
};

// `patience`: for how long a pipe, or a device, may keep its reader waiting.
std::shared_ptr<FileSystem> RealFileSystem(absl::Duration patience = absl::Seconds(2));

}  // namespace azure::identity

#endif  // IDENTITY_SEAMS_FILE_SYSTEM_H_
