#include "tools/repro/tool_failure.h"

#include <re2/re2.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "tools/explain/find.h"
#include "tools/repro/setups.h"

namespace azmock::repro {
namespace {

std::string CredentialOfTool(const std::string& sdk) {
  if (sdk == "az") return "AzureCLICredential";
  if (sdk == "azd") return "AzureDeveloperCLICredential";
  return sdk == "powershell" ? "AzurePowerShellCredential" : "";
}

// "AzureCLICredential: <message>. To troubleshoot, …"
std::string MessageAfter(const std::string& credential, absl::string_view text) {
  const RE2 words(absl::StrCat(
      RE2::QuoteMeta(credential),
      R"re((?:\.get_token failed|\.GetToken\(\))?(?: authentication failed)?[:.]\s+((?s:.+?)))re"
      R"re((?:\.? To troubleshoot, visit|\n\s*at |\n\S*Credential|$))re"));
  return std::string(absl::StripAsciiWhitespace(explain::FindFirst(text, words)));
}

}  // namespace

bool IsTool(absl::string_view credential) {
  return credential == "AzureCLICredential" || credential == "AzureDeveloperCLICredential" ||
         credential == "AzurePowerShellCredential";
}

std::optional<ToolFailure> FindToolFailure(const explain::Explanation& paste) {
  const explain::Facts& facts = paste.facts;
  const std::string named = CredentialNamed(facts.credential);
  if (IsTool(named)) {
    std::string message = MessageAfter(facts.credential, paste.text);
    if (message.empty()) return std::nullopt;
    return ToolFailure{named, std::move(message)};
  }
  const std::string of_tool = CredentialOfTool(facts.sdk);
  if (of_tool.empty() || !facts.credential.empty() || !facts.aadsts.empty()) return std::nullopt;
  return ToolFailure{of_tool, std::string(absl::StripAsciiWhitespace(paste.text))};
}

void Say(const ToolFailure& failure, mock::scenario::Scenario& setup) {
  auto& tool = *setup.mutable_directory()->mutable_developer_tools(0);
  tool.clear_runs();
  auto& run = *tool.add_runs();
  run.set_err(absl::StrCat(failure.message, "\n"));
  run.set_exit_code(1);
}

}  // namespace azmock::repro
