// What a developer's command-line tool said instead of a token, as a pasted error tells it.
#ifndef TOOLS_REPRO_TOOL_FAILURE_H_
#define TOOLS_REPRO_TOOL_FAILURE_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "mock_server/scenario/scenario.pb.h"
#include "tools/explain/explain.h"

namespace azmock::repro {

struct ToolFailure {
  std::string credential;  // "AzureCLICredential", …
  std::string message;     // on standard error
};

// Whether a credential of the C++ library runs one.
bool IsTool(absl::string_view credential);

// None if no tool's own words are in the paste: of az, azd or PowerShell themselves, or after the
// name of the credential that ran them.
std::optional<ToolFailure> FindToolFailure(const explain::Explanation& paste);

// The tool of this setup, of its credential, says so whenever it is run.
void Say(const ToolFailure& failure, mock::scenario::Scenario& setup);

}  // namespace azmock::repro

#endif  // TOOLS_REPRO_TOOL_FAILURE_H_
