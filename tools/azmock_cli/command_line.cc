#include "tools/azmock_cli/command_line.h"

#include <filesystem>
#include <iostream>
#include <iterator>

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

}  // namespace azmock
