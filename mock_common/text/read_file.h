#ifndef MOCK_COMMON_TEXT_READ_FILE_H_
#define MOCK_COMMON_TEXT_READ_FILE_H_

#include <string>

#include "absl/status/statusor.h"

namespace mock::scenario {

// The file's content. Errors name the file: kNotFound if there is none,
// kUnavailable if it cannot be read, kInvalidArgument if it is larger than 256 MiB.
absl::StatusOr<std::string> ReadFile(const std::string& path);

}  // namespace mock::scenario

#endif  // MOCK_COMMON_TEXT_READ_FILE_H_
