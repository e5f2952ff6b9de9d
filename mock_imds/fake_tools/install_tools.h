// Fake tools as programs: a folder for the PATH.
#ifndef MOCK_IMDS_FAKE_TOOLS_INSTALL_TOOLS_H_
#define MOCK_IMDS_FAKE_TOOLS_INSTALL_TOOLS_H_

#include <string>

#include "absl/status/status.h"
#include "mock_imds/fake_tools/developer_tools.h"

namespace mock::imds {

// The file beside the tools that tells them where the fakes are:
// {"endpoint":"127.0.0.1:41234","control_token":""}.
inline constexpr char kToolsFile[] = "azmock-tools.json";

struct ToolsFolder {
  std::string path;           // is made if it is not there
  std::string program;        // which the tools are; it must call RunToolProgram
  std::string endpoint;       // the fakes' plain server, by address and port
  std::string control_token;  // "" if it asks for none
};

// Puts a link to the program there for each tool, a plain file for one that may not be run,
// and kToolsFile. Tools that an earlier call put there are gone. Errors: kUnavailable,
// naming the path.
absl::Status InstallTools(const ToolsFolder& folder, const DeveloperToolList& tools);

// The file that this process runs; "" if the system does not say.
std::string ThisProgram();

}  // namespace mock::imds

#endif  // MOCK_IMDS_FAKE_TOOLS_INSTALL_TOOLS_H_
