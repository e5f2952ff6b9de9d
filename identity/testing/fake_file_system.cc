#include "identity/testing/fake_file_system.h"

#include <cerrno>

#include "identity/seams/errno_text.h"

namespace azure::identity {

absl::StatusOr<FakeFileSystem::File> FakeFileSystem::Find(absl::string_view operation,
                                                          absl::string_view path) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = files_.find(std::string(path));
  if (found == files_.end()) return internal::PathError(operation, path, ENOENT);
  if (found->second.error != 0) return internal::PathError(operation, path, found->second.error);
  return found->second;
}

absl::StatusOr<std::string> FakeFileSystem::ReadFile(absl::string_view path,
                                                     std::int64_t max_bytes) const {
  absl::StatusOr<File> file = Find("open", path);
  if (!file.ok()) return file.status();
  if (static_cast<std::int64_t>(file->content.size()) > max_bytes) {
    return internal::FileTooLargeError(path, max_bytes);
  }
  return file->content;
}

absl::StatusOr<std::int64_t> FakeFileSystem::FileSize(absl::string_view path) const {
  const absl::StatusOr<File> file = Find("stat", path);
  if (!file.ok()) return file.status();
  return static_cast<std::int64_t>(file->content.size());
}

void FakeFileSystem::Write(absl::string_view path, absl::string_view content) {
  const std::lock_guard<std::mutex> lock(mutex_);
  files_[std::string(path)] = File{0, std::string(content)};
}

void FakeFileSystem::Remove(absl::string_view path) {
  const std::lock_guard<std::mutex> lock(mutex_);
  files_.erase(std::string(path));
}

void FakeFileSystem::Fail(absl::string_view path, int error) {
  const std::lock_guard<std::mutex> lock(mutex_);
  files_[std::string(path)] = File{error, ""};
}

}  // namespace azure::identity
