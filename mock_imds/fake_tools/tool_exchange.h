// A run of a tool, with what every tool answers from.
#ifndef MOCK_IMDS_FAKE_TOOLS_TOOL_EXCHANGE_H_
#define MOCK_IMDS_FAKE_TOOLS_TOOL_EXCHANGE_H_

#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "absl/time/time.h"
#include "mock_imds/developer_tool.pb.h"
#include "mock_imds/fake_tools/tool_run.h"

namespace mock::imds {

// A token that a tool asks Entra ID for, for who is signed in to it.
struct ToolTokenOrder {
  std::string tenant;     // by ID or domain
  std::string account;    // a user's name or an application's ID
  std::string client_id;  // the tool's own, which users sign in to
  std::string resource;   // such as "https://vault.azure.net"
  absl::Time signed_in;   // when the account was
};

struct ToolToken {
  std::string access_token;
  absl::Time expires_on;
};

// Entra ID's answer, when it is no token: "AADSTS50076: Due to … Timestamp: …".
struct ToolTokenError {
  std::string description;
};

using ToolTokenAnswer = std::variant<ToolToken, ToolTokenError>;

// Called from several threads at once.
using IssueToTool = std::function<ToolTokenAnswer(const ToolTokenOrder& order)>;

struct ToolExchange {
  const scenario::DeveloperTool& tool;
  const std::vector<std::string>& argv;
  absl::Time now;
  absl::Time signed_in;
  const IssueToTool& issue;
};

// What a tool has computed.
struct ToolAnswer {
  std::string out;
  std::string err;
  int exit_code = 0;
};

}  // namespace mock::imds

#endif  // MOCK_IMDS_FAKE_TOOLS_TOOL_EXCHANGE_H_
