#include "mock_imds/fake_tools/pwsh.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "mock_common/text/json_text.h"
#include "mock_imds/fake_tools/flags.h"
#include "mock_imds/fake_tools/pwsh_script.h"
#include "nlohmann/json.hpp"

namespace mock::imds {
namespace {

// "Microsoft Azure PowerShell", which users consent to in every tenant.
constexpr char kPowerShellId[] = "1950a258-227b-4e31-a9cf-717495945fc2";
constexpr char kOldestModule[] = "2.2.0";
constexpr int kScriptFailed = 1;
constexpr int kBadUsage = 64;

struct Command {
  std::string shown = "pwsh";
  bool help = false;
  std::optional<std::string> script;
  std::string resource;
  std::string tenant;
  std::string wrong;  // with the arguments; "" if nothing
};

void TakeScript(std::optional<std::string> script, Command* command) {
  command->script = std::move(script);
  if (!command->script) {
    absl::StrAppend(&command->shown, " <malformed>");
    command->wrong =
        "Cannot process the command because the value specified with -EncodedCommand is not "
        "properly encoded. The value must be Base64 encoded.";
    return;
  }
  command->resource = AssignedText(*command->script, "ResourceUrl");
  command->tenant = AssignedText(*command->script, "TenantId");
  // Scripts of two libraries differ, what they ask for does not.
  absl::StrAppend(&command->shown, " <ResourceUrl ", command->resource);
  if (!command->tenant.empty()) absl::StrAppend(&command->shown, " TenantId ", command->tenant);
  absl::StrAppend(&command->shown, ">");
}

// PowerShell's options have no case.
Command Parse(const std::vector<std::string>& argv) {
  Command command;
  for (std::size_t i = 1; i < argv.size() && command.wrong.empty(); ++i) {
    const std::string option = absl::AsciiStrToLower(argv[i]);
    if (option == "-noprofile" || option == "-noninteractive") {
      absl::StrAppend(&command.shown, " ", argv[i]);
    } else if (option == "-outputformat" && i + 1 < argv.size()) {
      absl::StrAppend(&command.shown, " ", argv[i], " ", argv[i + 1]);
      ++i;
    } else if (option == "-encodedcommand" && i + 1 < argv.size()) {
      absl::StrAppend(&command.shown, " ", argv[i]);
      TakeScript(DecodeScript(argv[++i]), &command);
    } else if (option == "-command" && i + 1 < argv.size()) {
      absl::StrAppend(&command.shown, " ", argv[i]);
      TakeScript(absl::StrJoin(argv.begin() + static_cast<std::ptrdiff_t>(i) + 1, argv.end(), " "),
                 &command);
      break;  // It is all that follows.
    } else if (option == "/?") {
      absl::StrAppend(&command.shown, " ", argv[i]);
      command.help = true;
    } else {
      absl::StrAppend(&command.shown, " <redacted>");  // Who knows what is in it.
      command.wrong = absl::StrCat(
          "The argument '", argv[i],
          "' is not recognized as the name of a script file. Check the spelling of the name, or "
          "if a path was included, verify that the path is correct and try again.");
    }
  }
  return command;
}

// What Az.Accounts makes of Entra's refusal.
std::string RefusalText(const ToolTokenError& refused, const std::string& resource) {
  if (refused.error != "invalid_grant" && refused.error != "interaction_required") {
    return absl::StrCat("Get-AzAccessToken: ", refused.description);
  }
  return absl::StrCat(
      "Get-AzAccessToken: Authentication failed against resource ", resource,
      ". User interaction is required. This may be due to the conditional access policy settings "
      "such as multi-factor authentication (MFA). Please rerun 'Connect-AzAccount' with additional "
      "parameter '-AuthScope ",
      resource, "'.");
}

// What the script itself makes of a token: a line of text, or JSON, in which a time is a number
// only if the script makes it one.
std::string Written(const std::string& script, const ToolToken& token) {
  const std::int64_t seconds = absl::ToUnixSeconds(token.expires_on);
  if (absl::StrContains(script, "azsdk%")) {
    return absl::StrCat("\nazsdk%", token.access_token, "%", seconds, "\n\n");
  }
  nlohmann::ordered_json json;
  json["Token"] = token.access_token;
  if (absl::StrContains(script, "ToUnixTimeSeconds")) {
    json["ExpiresOn"] = seconds;
  } else {
    json["ExpiresOn"] = absl::FormatTime(absl::RFC3339_sec, token.expires_on, absl::UTCTimeZone());
  }
  return scenario::JsonText(json, 2) + "\n";
}

ToolAnswer FailWith(ToolAnswer answer, int exit_code, absl::string_view text, std::string reason) {
  if (answer.remarks.reason.empty()) answer.remarks.reason = std::move(reason);
  answer.exit_code = exit_code;
  answer.err = absl::StrCat(text, "\n");
  return answer;
}

// Scripts that look for the module write a word of their own and end well.
ToolAnswer WithoutModule(ToolAnswer answer, const std::string& script) {
  constexpr char kReason[] = "the module Az.Accounts is not installed, or too old";
  for (const char* word : {"NO_AZ_ACCOUNT_MODULE", "VersionTooOld"}) {
    if (!absl::StrContains(script, word)) continue;
    answer.out = absl::StrCat(word, "\n");
    answer.remarks.reason = kReason;
    return answer;
  }
  if (absl::StrContains(script, "-ErrorAction")) {
    return FailWith(std::move(answer), kScriptFailed, "Write-Error: Az.Accounts module not found",
                    kReason);
  }
  return FailWith(
      std::move(answer), kScriptFailed,
      absl::StrCat("Import-Module: The specified module 'Az.Accounts' with version '",
                   kOldestModule,
                   "' was not loaded because no valid module file was found in any module "
                   "directory."),
      kReason);
}

}  // namespace

ToolAnswer RunPwsh(const ToolExchange& exchange) {
  const Command command = Parse(exchange.invocation.argv);
  ToolAnswer answer;
  answer.command = command.shown;
  if (!command.wrong.empty()) {
    return FailWith(std::move(answer), kBadUsage, command.wrong, kNotUnderstood);
  }
  if (command.help) {
    answer.out = "Usage: pwsh[.exe] [-NoProfile] [-NonInteractive] [-Command <string>]\n";
    return answer;
  }
  if (!command.script || command.resource.empty() ||
      !absl::StrContains(absl::AsciiStrToLower(*command.script), "get-azaccesstoken")) {
    return FailWith(std::move(answer), kScriptFailed,
                    "azmock: this pwsh knows scripts alone that call Get-AzAccessToken with a "
                    "ResourceUrl",
                    kNotUnderstood);
  }
  const scenario::DeveloperTool& tool = exchange.tool;
  if (tool.version() == "none" || IsOlder(tool.version(), kOldestModule)) {
    return WithoutModule(std::move(answer), *command.script);
  }
  if (tool.account().empty()) {
    return FailWith(std::move(answer), kScriptFailed, "Run Connect-AzAccount to login.",
                    kNobodySignedIn);
  }
  answer.tenant = command.tenant.empty() ? tool.tenant_id() : command.tenant;
  const ToolTokenAnswer issued =
      exchange.issue({tool.tenant_id(), tool.account(), exchange.signed_in, kPowerShellId,
                      answer.tenant, absl::StrCat(command.resource, "/.default"), ""});
  if (const auto* refused = std::get_if<ToolTokenError>(&issued)) {
    const std::string text = RefusalText(*refused, command.resource);
    answer.remarks = refused->remarks;
    return FailWith(std::move(answer), kScriptFailed, text, "");
  }
  answer.out = Written(*command.script, std::get<ToolToken>(issued));
  return answer;
}

}  // namespace mock::imds
