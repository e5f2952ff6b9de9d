// The operating system's errors in Go's words.
#ifndef IDENTITY_SEAMS_ERRNO_TEXT_H_
#define IDENTITY_SEAMS_ERRNO_TEXT_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace azure::identity::internal {

// The text of Go's syscall.Errno: "no such file or directory".
std::string ErrnoText(int error);

// The text of Go's fs.PathError, "{operation} {path}: {errno text}", with code
// kNotFound, kPermissionDenied or kUnavailable.
absl::Status PathError(absl::string_view operation, absl::string_view path, int error);

// kResourceExhausted: "read {path}: file is larger than {max_bytes} bytes".
absl::Status FileTooLargeError(absl::string_view path, std::int64_t max_bytes);

}  // namespace azure::identity::internal

#endif  // IDENTITY_SEAMS_ERRNO_TEXT_H_
