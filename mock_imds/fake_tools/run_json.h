// A run of a tool as JSON, on its way between the tool's process and the fakes.
#ifndef MOCK_IMDS_FAKE_TOOLS_RUN_JSON_H_
#define MOCK_IMDS_FAKE_TOOLS_RUN_JSON_H_

#include <string>

#include "absl/status/statusor.h"
#include "mock_imds/fake_tools/tool_run.h"

namespace mock::imds {

// Where the fakes' plain server is asked what a tool does, by POST.
inline constexpr char kToolRunPath[] = "/_mock/tools/run";

// {"argv":["az",…],"cwd":"/bin","environment":{"TZ":"UTC"}}. What comes from outside may
// lack all but argv. Errors: kInvalidArgument, naming the member.
std::string ToJson(const ToolInvocation& invocation);
absl::StatusOr<ToolInvocation> InvocationFromJson(const std::string& json);

// {"out":…,"err":…,"exit_code":0,"delay":"300ms","endless_output":false,
// "child_keeps_output_open":false}. Errors likewise.
std::string ToJson(const ToolOutcome& outcome);
absl::StatusOr<ToolOutcome> OutcomeFromJson(const std::string& json);

}  // namespace mock::imds

#endif  // MOCK_IMDS_FAKE_TOOLS_RUN_JSON_H_
