// One run of a developer's tool as values: what it was called with, and what it did.
#ifndef MOCK_IMDS_FAKE_TOOLS_TOOL_RUN_H_
#define MOCK_IMDS_FAKE_TOOLS_TOOL_RUN_H_

#include <map>
#include <string>
#include <vector>

#include "absl/time/time.h"

namespace mock::imds {

struct ToolInvocation {
  // argv[0] is the tool: "az", "azd" or "pwsh", whatever folder is before it.
  std::vector<std::string> argv;
  std::string working_directory;
  std::map<std::string, std::string> environment;  // only what matters to the tool
};

// What the caller of a tool sees. Whoever runs it for a caller enacts this.
struct ToolOutcome {
  std::string out;
  std::string err;
  int exit_code = 0;
  absl::Duration delay;                  // between its output and its end
  bool endless_output = false;           // `out` again and again until nobody reads
  bool child_keeps_output_open = false;  // after it has ended
};

}  // namespace mock::imds

#endif  // MOCK_IMDS_FAKE_TOOLS_TOOL_RUN_H_
