// The fake developer tools: which there are, and what each run of one does.
#ifndef MOCK_IMDS_FAKE_TOOLS_DEVELOPER_TOOLS_H_
#define MOCK_IMDS_FAKE_TOOLS_DEVELOPER_TOOLS_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/repeated_field.h"
#include "mock_common/clock/virtual_clock.h"
#include "mock_imds/developer_tool.pb.h"
#include "mock_imds/fake_tools/tool_exchange.h"
#include "mock_imds/fake_tools/tool_run.h"

namespace mock::imds {

using DeveloperToolList = google::protobuf::RepeatedPtrField<scenario::DeveloperTool>;

// What was run, without secrets, as the journal has it.
struct ToolRecord {
  std::string command;  // "az account get-access-token -o json --resource https://…"
  std::string tenant;   // that the token was asked of; "" if none was asked for
  int exit_code = 0;
  std::string answered_by;  // "computed" or "run <index>"
  // Why it failed. Of a scripted run it says nothing.
  http::Remarks remarks = {};
  absl::Duration duration = absl::ZeroDuration();  // that the shell waits, on the mocks' clock
};

struct DeveloperToolsOptions {
  VirtualClock* clock = nullptr;  // required; must outlive DeveloperTools
  IssueToTool issue;              // required
  // Called for each run of a tool before it is answered; null if nobody wants to know.
  std::function<void(const ToolRecord&)> record;
};

// Safe for use by many threads. What it is given must be sound (see validate_tools.h)
// and whole: tenants are filled in.
class DeveloperTools {
 public:
  explicit DeveloperTools(DeveloperToolsOptions options);

  // One of the same kind replaces what was there. A tool begins with its first run whenever
  // it is added, also if one like it was there.
  void Merge(const DeveloperToolList& tools);
  void Replace(const DeveloperToolList& tools);
  // What is left of those that are there: they go on where they were.
  void Reduce(const DeveloperToolList& tools);
  // Those of the tenant of these names, without regard to case, begin again.
  void BeginAgain(const std::vector<std::string>& tenant_names);

  // In the order in which they came.
  DeveloperToolList tools() const;

  // What a shell that runs it sees. Of a tool that is not there that is "/bin/sh: 1: az:
  // not found", of one that may not be run "/bin/sh: 1: az: Permission denied", both with
  // 127. Neither is recorded, for nothing ran.
  ToolOutcome Run(const ToolInvocation& invocation);

 private:
  struct Installed {
    scenario::DeveloperTool tool;
    absl::Time added;
    int runs = 0;  // that have begun
  };

  // The tool and the index of this run; nullopt if it is not there.
  std::optional<Installed> Begin(absl::string_view name);

  const DeveloperToolsOptions options_;
  mutable std::mutex mutex_;
  std::vector<Installed> installed_;
};

// "az", "azd" or "pwsh".
absl::string_view NameOf(scenario::DeveloperTool::Kind kind);

}  // namespace mock::imds

#endif  // MOCK_IMDS_FAKE_TOOLS_DEVELOPER_TOOLS_H_
