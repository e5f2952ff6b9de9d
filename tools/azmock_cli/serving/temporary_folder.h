// A folder of our own, gone when the command ends.
#ifndef TOOLS_AZMOCK_CLI_SERVING_TEMPORARY_FOLDER_H_
#define TOOLS_AZMOCK_CLI_SERVING_TEMPORARY_FOLDER_H_

#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"

namespace azmock {

class TemporaryFolder {
 public:
  // Where the system has such. Only the owner can look into it. Errors: kUnavailable, naming
  // the path.
  static absl::StatusOr<std::unique_ptr<TemporaryFolder>> Create();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::string& path() const { return path_; }

 private:
  explicit TemporaryFolder(std::string path) : path_(std::move(path)) {}

  const std::string path_;
};

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_SERVING_TEMPORARY_FOLDER_H_
