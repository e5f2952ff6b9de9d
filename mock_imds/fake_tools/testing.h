// What tests of the tools share: a tool, and an Entra ID that says what it is told to.
#ifndef MOCK_IMDS_FAKE_TOOLS_TESTING_H_
#define MOCK_IMDS_FAKE_TOOLS_TESTING_H_

#include <string>
#include <vector>

#include "mock_imds/fake_tools/tool_exchange.h"

namespace mock::imds {

// A tool of this text format. Entra ID gives the token "token for <account> in <tenant>:
// <scope>", which lives until 2026-01-15T13:00:00Z, unless `refusal` has an error.
class TestTool {
 public:
  explicit TestTool(const std::string& text);

  // The exchange of a run at 2026-01-15T12:00:00Z, with TZ=UTC. Lives as long as the tool.
  ToolExchange Call(const std::vector<std::string>& argv);

  ToolTokenError refusal;
  // Of all tokens that were asked for.
  std::vector<ToolTokenOrder> orders;

 private:
  scenario::DeveloperTool tool_;
  ToolInvocation invocation_;
  IssueToTool issue_;
};

// base64 of UTF-16 in little endian, of a text of ASCII.
std::string EncodedScript(const std::string& ascii);

}  // namespace mock::imds

#endif  // MOCK_IMDS_FAKE_TOOLS_TESTING_H_
