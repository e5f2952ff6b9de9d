#include "tools/azmock_cli/replay/client_files.h"

#include <cerrno>

#include "identity/internal/seams/errno_text.h"

namespace azmock {

using azure::identity::internal::PathError;

ClientFiles::ClientFiles(const mock::scenario::Client& client) {
  for (const auto& file : client.files()) Write(file);
}

absl::StatusOr<std::string> ClientFiles::Content(absl::string_view operation,
                                                 absl::string_view path) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = contents_.find(std::string(path));
  if (found == contents_.end()) return PathError(operation, path, ENOENT);
  return found->second;
}

absl::StatusOr<std::string> ClientFiles::ReadFile(absl::string_view path,
                                                  std::int64_t max_bytes) const {
  auto content = Content("open", path);
  if (content.ok() && static_cast<std::int64_t>(content->size()) > max_bytes) {
    return azure::identity::internal::FileTooLargeError(path, max_bytes);
  }
  return content;
}

absl::StatusOr<std::int64_t> ClientFiles::FileSize(absl::string_view path) const {
  const auto content = Content("stat", path);
  if (!content.ok()) return content.status();
  return static_cast<std::int64_t>(content->size());
}

void ClientFiles::Write(const mock::scenario::File& file) {
  const std::lock_guard<std::mutex> lock(mutex_);
  contents_[file.path()] = file.assertion().text();
}

absl::Status ClientFiles::Remove(const std::string& path) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (contents_.erase(path) == 0) return PathError("remove", path, ENOENT);
  return absl::OkStatus();
}

}  // namespace azmock
