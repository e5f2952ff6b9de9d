// What runs when somebody starts a fake tool: it asks the fakes what to do, and does it.
#ifndef MOCK_IMDS_FAKE_TOOLS_PROGRAM_H_
#define MOCK_IMDS_FAKE_TOOLS_PROGRAM_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "mock_imds/fake_tools/developer_tools.h"

namespace mock::imds {

// Where the fakes are asked what a tool does: POST there, with {"argv":[…],"cwd":"…"}.
inline constexpr absl::string_view kRunPath = "/_mock/tools/run";

// Puts the tools into the folder `directory`, which is made if it is not there: a link to
// the running program for each, a plain file for one that may not be run, and
// azmock-tools.json, which names the fakes' plain HTTP server, "127.0.0.1:41234". Tools
// that were put there earlier are gone. Errors: kUnavailable, naming the path.
absl::Status InstallTools(const std::string& directory, absl::string_view endpoint,
                          absl::string_view control_token, const DeveloperToolList& tools);

// The tool's name if this process was started as one of InstallTools', else "".
std::string ToolName();

// The whole program of such a process; its exit code. What goes wrong on the way to the
// fakes is said on standard error, with 70.
int RunToolProgram(int argc, char** argv);

}  // namespace mock::imds

#endif  // MOCK_IMDS_FAKE_TOOLS_PROGRAM_H_
