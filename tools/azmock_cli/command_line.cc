#include "tools/azmock_cli/command_line.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "mock_common/text/read_file.h"

namespace azmock {

int Fail(const absl::Status& status) {
  std::cerr << "azmock: " << status.message() << "\n";
  return absl::IsInvalidArgument(status) || absl::IsNotFound(status) ? kUsage : kCannotStart;
}

absl::StatusOr<std::string> ReadInput(const std::string& file) {
  if (!file.empty() && file != "-") return mock::scenario::ReadFile(file);
  return std::string(std::istreambuf_iterator<char>(std::cin), {});
}

std::string ErrorFileOf(const std::string& scenario_path) {
  return std::filesystem::path(scenario_path).replace_extension(".error.txt").string();
}

absl::Status CannotWrite(const std::string& path) {
  return absl::UnavailableError(absl::StrCat("cannot write ", path, ": ", strerror(errno)));
}

absl::Status WriteAll(int file, absl::string_view content, const std::string& path) {
  while (!content.empty()) {
    const ssize_t written = write(file, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return CannotWrite(path);
    content.remove_prefix(written);
  }
  return absl::OkStatus();
}

absl::Status WriteFile(const std::string& path, absl::string_view content) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return CannotWrite(path);
  absl::Status status = WriteAll(file, content, path);
  if (close(file) != 0) status.Update(CannotWrite(path));
  return status;
}

}  // namespace azmock
