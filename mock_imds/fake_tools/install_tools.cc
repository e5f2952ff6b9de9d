#include "mock_imds/fake_tools/install_tools.h"

#include <fcntl.h>
#include <sys/auxv.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "mock_common/text/json_text.h"
#include "nlohmann/json.hpp"

namespace mock::imds {
namespace {

using scenario::DeveloperTool;

absl::Status CannotWrite(const std::string& path, const std::string& why) {
  return absl::UnavailableError(absl::StrCat("cannot write ", path, ": ", why));
}

absl::Status WriteAnew(const std::string& path, const std::string& content, mode_t mode) {
  unlink(path.c_str());
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (file < 0) return CannotWrite(path, std::strerror(errno));
  const auto written = write(file, content.data(), content.size());
  const int error = errno;
  close(file);
  if (written == static_cast<ssize_t>(content.size())) return absl::OkStatus();
  return CannotWrite(path, std::strerror(error));
}

absl::Status Install(const ToolsFolder& folder, const DeveloperTool& tool) {
  const std::string path = absl::StrCat(folder.path, "/", NameOf(tool.kind()));
  if (tool.not_executable()) return WriteAnew(path, "#!/bin/sh\n", S_IRUSR | S_IWUSR);
  if (symlink(folder.program.c_str(), path.c_str()) == 0) return absl::OkStatus();
  return CannotWrite(path, std::strerror(errno));
}

}  // namespace

absl::Status InstallTools(const ToolsFolder& folder, const DeveloperToolList& tools) {
  std::error_code error;
  std::filesystem::create_directories(folder.path, error);
  if (error) return CannotWrite(folder.path, error.message());
  for (const auto kind : {DeveloperTool::AZ, DeveloperTool::AZD, DeveloperTool::PWSH}) {
    unlink(absl::StrCat(folder.path, "/", NameOf(kind)).c_str());
  }
  for (const DeveloperTool& tool : tools) {
    if (absl::Status installed = Install(folder, tool); !installed.ok()) return installed;
  }
  nlohmann::ordered_json json;
  json["endpoint"] = folder.endpoint;
  json["control_token"] = folder.control_token;
  return WriteAnew(absl::StrCat(folder.path, "/", kToolsFile), scenario::JsonText(json) + "\n",
                   S_IRUSR | S_IWUSR);
}

std::string ThisProgram() {
  std::error_code error;
  const auto path = std::filesystem::read_symlink("/proc/self/exe", error);
  if (!error) return path.string();
  // Where /proc is not mounted: as the kernel was told, which is no path if PATH was searched
  // without one.
  const auto* const started = reinterpret_cast<const char*>(getauxval(AT_EXECFN));
  if (started == nullptr) return "";
  const auto absolute = std::filesystem::canonical(started, error);
  return error ? "" : absolute.string();
}

}  // namespace mock::imds
