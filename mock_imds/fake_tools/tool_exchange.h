// A run of a tool, with what every tool answers from.
#ifndef MOCK_IMDS_FAKE_TOOLS_TOOL_EXCHANGE_H_
#define MOCK_IMDS_FAKE_TOOLS_TOOL_EXCHANGE_H_

#include <functional>
#include <string>
#include <variant>

#include "absl/time/time.h"
#include "mock_common/http/message.h"
#include "mock_imds/developer_tool.pb.h"
#include "mock_imds/fake_tools/tool_run.h"

namespace mock::imds {

// "Microsoft Azure CLI", which users consent to in every tenant. The Azure Developer CLI signs its
// users in to the same.
inline constexpr char kAzureCliId[] = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

// A token that a tool asks Entra ID for, for who is signed in to it.
struct ToolTokenOrder {
  std::string home_tenant;  // of the account
  std::string account;      // a user's name or an application's ID
  absl::Time signed_in;     // when the account was
  std::string client_id;    // the tool's own, which users sign in to
  std::string tenant;       // whose token it is to be, by ID or domain
  std::string scope;        // such as "https://vault.azure.net/.default"
  std::string claims;       // JSON; "" if none
};

struct ToolToken {
  std::string access_token;
  absl::Time expires_on;
};

// Entra ID's answer, when it is no token.
struct ToolTokenError {
  std::string error;           // "invalid_grant"
  std::string description;     // "AADSTS50076: Due to … Timestamp: …"
  http::Remarks remarks = {};  // for the journal
};

using ToolTokenAnswer = std::variant<ToolToken, ToolTokenError>;

// Called from several threads at once.
using IssueToTool = std::function<ToolTokenAnswer(const ToolTokenOrder& order)>;

// What it refers to must outlive it.
struct ToolExchange {
  const scenario::DeveloperTool& tool;
  const ToolInvocation& invocation;
  absl::Time now;
  absl::Time signed_in;
  const IssueToTool& issue;
};

// Why a tool fails before it asks for a token.
inline constexpr char kNotUnderstood[] = "the command line is none that the tool takes";
inline constexpr char kNobodySignedIn[] = "nobody is signed in to the tool";

// What a tool has computed, and how the journal shows what it was called with.
struct ToolAnswer {
  std::string command;  // without secrets
  std::string tenant;   // that a token was asked of; "" if none was
  std::string out;
  std::string err;
  int exit_code = 0;
  http::Remarks remarks = {};  // for the journal
};

}  // namespace mock::imds

#endif  // MOCK_IMDS_FAKE_TOOLS_TOOL_EXCHANGE_H_
