#include "tools/azmock_cli/replay/client_files.h"

#include <cerrno>
#include <utility>

#include "identity/seams/errno_text.h"

namespace azmock {

using azure::identity::internal::PathError;

namespace {

constexpr int kOwnerReads = 0400;
constexpr int kOthersRead = 0004;

// The loader has checked it.
int ModeOf(const mock::scenario::File& file) {
  if (file.mode().empty()) return 0600;
  int mode = 0;
  for (const char digit : file.mode()) mode = mode * 8 + (digit - '0');
  return mode;
}

}  // namespace

ClientFiles::ClientFiles(const mock::scenario::Client& client) : user_(client.user()) {
  for (const auto& file : client.files()) Write(file);
}

bool ClientFiles::IsReadable(const mock::scenario::File& file) const {
  if (user_.empty()) return true;
  const bool owns = file.owner().empty() || file.owner() == user_;
  return (ModeOf(file) & (owns ? kOwnerReads : kOthersRead)) != 0;
}

absl::StatusOr<ClientFiles::Entry> ClientFiles::Find(absl::string_view operation,
                                                     absl::string_view path) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = entries_.find(std::string(path));
  if (found == entries_.end()) return PathError(operation, path, ENOENT);
  return found->second;
}

absl::StatusOr<std::string> ClientFiles::ReadFile(absl::string_view path,
                                                  std::int64_t max_bytes) const {
  auto entry = Find("open", path);
  if (!entry.ok()) return entry.status();
  if (!entry->readable) return PathError("open", path, EACCES);
  if (static_cast<std::int64_t>(entry->content.size()) > max_bytes) {
    return azure::identity::internal::FileTooLargeError(path, max_bytes);
  }
  return std::move(entry->content);
}

absl::StatusOr<std::int64_t> ClientFiles::FileSize(absl::string_view path) const {
  const auto entry = Find("stat", path);
  if (!entry.ok()) return entry.status();
  return static_cast<std::int64_t>(entry->content.size());
}

void ClientFiles::Write(const mock::scenario::File& file) {
  const std::lock_guard<std::mutex> lock(mutex_);
  entries_[file.path()] = {file.assertion().text(), IsReadable(file)};
}

absl::Status ClientFiles::Remove(const std::string& path) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (entries_.erase(path) == 0) return PathError("remove", path, ENOENT);
  return absl::OkStatus();
}

}  // namespace azmock
