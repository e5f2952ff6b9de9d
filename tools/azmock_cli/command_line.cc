#include "tools/azmock_cli/command_line.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "mock_common/text/read_file.h"

namespace azmock {

int Fail(const absl::Status& status) {
  std::cerr << "azmock: " << status.message() << "\n";
  return absl::IsInvalidArgument(status) || absl::IsNotFound(status) ? kUsage : kCannotStart;
}

absl::StatusOr<std::string> ReadInput(const std::string& file) {
  if (!file.empty() && file != "-") return mock::scenario::ReadFile(file);
  std::string content;
  std::array<char, 1 << 16> part;
  while (const std::size_t count = std::fread(part.data(), 1, part.size(), stdin)) {
    content.append(part.data(), count);
  }
  if (std::ferror(stdin) != 0) {
    return absl::UnavailableError(absl::StrCat("cannot read standard input: ", strerror(errno)));
  }
  return content;
}

std::string ErrorFileOf(const std::string& scenario_path) {
  return std::filesystem::path(scenario_path).replace_extension(".error.txt").string();
}

}  // namespace azmock
