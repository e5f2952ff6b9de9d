// Files that commands write.
#ifndef TOOLS_AZMOCK_CLI_SERVING_FILES_H_
#define TOOLS_AZMOCK_CLI_SERVING_FILES_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace azmock {

// kUnavailable with what `errno` says: "cannot write PATH: No space left on device".
absl::Status CannotWrite(const std::string& path);

// Writes all to what is open as `path`. The error names the path.
absl::Status WriteAll(int file, absl::string_view content, const std::string& path);

// Writes a file only its owner can read. The error names the path.
absl::Status WriteFile(const std::string& path, absl::string_view content);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_SERVING_FILES_H_
