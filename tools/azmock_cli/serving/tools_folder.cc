#include "tools/azmock_cli/serving/tools_folder.h"

#include "absl/strings/str_cat.h"
#include "mock_common/http/url.h"
#include "mock_imds/fake_tools/install_tools.h"

namespace azmock {

absl::StatusOr<std::string> InstallToolsOf(const Fakes& fakes, absl::string_view folder,
                                           const std::string& control_token) {
  const auto tools = fakes.tools();
  if (tools.empty()) return "";
  const std::string& host = fakes.address();
  mock::imds::ToolsFolder installed{absl::StrCat(folder, "/tools"), mock::imds::ThisProgram(),
                                    mock::http::HostAndPort(host, fakes.http_port()),
                                    control_token};
  if (absl::Status status = InstallTools(installed, tools); !status.ok()) return status;
  return installed.path;
}

}  // namespace azmock
