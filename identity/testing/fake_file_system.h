// Files in memory.
#ifndef IDENTITY_TESTING_FAKE_FILE_SYSTEM_H_
#define IDENTITY_TESTING_FAKE_FILE_SYSTEM_H_

#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/seams/file_system.h"

namespace azure::identity {

// Safe for use by many threads at once. A path nobody wrote does not exist; the
// errors are those of RealFileSystem().
class FakeFileSystem final : public FileSystem {
 public:
  absl::StatusOr<std::string> ReadFile(absl::string_view path,
                                       std::int64_t max_bytes) const override;
  absl::StatusOr<std::int64_t> FileSize(absl::string_view path) const override;

  // Puts a file there, or takes it away.
  void Write(absl::string_view path, absl::string_view content);
  void Remove(absl::string_view path);

  // Both calls fail with `error`, an errno, for this path.
  void Fail(absl::string_view path, int error);

 private:
  struct File {
    int error = 0;
    std::string content;
  };

  absl::StatusOr<File> Find(absl::string_view operation, absl::string_view path) const;

  mutable std::mutex mutex_;
  std::map<std::string, File> files_;
};

}  // namespace azure::identity

#endif  // IDENTITY_TESTING_FAKE_FILE_SYSTEM_H_
