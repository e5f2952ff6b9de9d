#include "mock_imds/fake_tools/azd.h"

#include <utility>
#include <variant>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "mock_common/text/json_text.h"
#include "mock_imds/fake_tools/flags.h"
#include "nlohmann/json.hpp"

namespace mock::imds {
namespace {

using nlohmann::ordered_json;

constexpr char kArmScope[] = "https://management.azure.com//.default";

FlagSet FlagsOf(const std::string& version) {
  FlagSet flags{{{"--output", "output"},
                 {"-o", "output"},
                 {"--scope", "scope"},
                 {"--tenant-id", "tenant-id"},
                 {"--cwd", "cwd"},
                 {"-C", "cwd"}},
                {{"--no-prompt", "no-prompt"}, {"--debug", "debug"}}};
  if (!IsOlder(version, "1.18.1")) flags.with_value["--claims"] = "claims";
  return flags;
}

struct Failure {
  std::string text;
  std::string suggestion = "";
  std::string reason = kNotUnderstood;
};

std::string AsLine(const ordered_json& json) { return scenario::JsonText(json) + "\n"; }

std::string ConsoleMessage(const ToolExchange& exchange, const std::string& message) {
  ordered_json json;
  json["type"] = "consoleMessage";
  json["timestamp"] = absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", exchange.now, absl::UTCTimeZone());
  json["data"]["message"] = message;
  return AsLine(json);
}

ToolAnswer Fail(const ToolExchange& exchange, ToolAnswer answer, const Failure& failure) {
  answer.exit_code = 1;
  if (answer.remarks.reason.empty()) answer.remarks.reason = failure.reason;
  const std::string& version = exchange.tool.version();
  if (IsOlder(version, "1.23.7")) {
    answer.err = ConsoleMessage(exchange, absl::StrCat("\nERROR: ", failure.text, "\n"));
    if (!failure.suggestion.empty()) {
      answer.err +=
          ConsoleMessage(exchange, absl::StrCat("Suggestion: ", failure.suggestion, "\n"));
    }
    return answer;
  }
  if (IsOlder(version, "1.24.0")) answer.err = ConsoleMessage(exchange, "\n");
  ordered_json json;
  json["error"] = failure.text;
  if (!failure.suggestion.empty()) json["suggestion"] = failure.suggestion;
  answer.err += AsLine(json);
  return answer;
}

// What Entra's refusal becomes: a sign-in that is asked for, or a failure.
Failure FailureOf(const ToolTokenError& refused, const std::vector<std::string>& scopes) {
  if (refused.error != "invalid_grant" && refused.error != "interaction_required") {
    return {absl::StrCat("fetching token: failed to authenticate:\n(", refused.error, ") ",
                         refused.description, "\n")};
  }
  std::string login = "azd auth login";
  for (const std::string& scope : scopes) {
    if (scope != kArmScope) absl::StrAppend(&login, " --scope ", scope);
  }
  const bool expired = absl::StartsWith(refused.description, "AADSTS70043:");
  return {absl::StrCat("fetching token: ", refused.description),
          absl::StrCat(expired ? "login expired" : "reauthentication required", ", run `", login,
                       "` to acquire a new token.")};
}

// What is wrong with the command line, in cobra's words; "" if nothing.
std::string CobraComplaint(const ParsedFlags& parsed) {
  if (parsed.words.empty() || parsed.words[0] != "auth") {
    return absl::StrCat("unknown command \"", absl::StrJoin(parsed.words, " "), "\" for \"azd\"");
  }
  if (parsed.words.size() != 2 || parsed.words[1] != "token") {
    return absl::StrCat("unknown command \"", parsed.words.size() > 1 ? parsed.words[1] : "",
                        "\" for \"azd auth\"");
  }
  if (!parsed.unknown.empty()) {
    const std::string& first = parsed.unknown.front();
    return absl::StartsWith(first, "-")
               ? absl::StrCat("unknown flag: ", first.substr(0, first.find('=')))
               : absl::StrCat("unknown command \"", first, "\" for \"azd auth token\"");
  }
  if (!parsed.no_value.empty()) {
    return absl::StrCat("flag needs an argument: ", parsed.no_value.front());
  }
  if (parsed.Has("output") && parsed.Last("output") != "json") {
    return absl::StrCat("unsupported format '", parsed.Last("output"), "'");
  }
  return "";
}

}  // namespace

ToolAnswer RunAzd(const ToolExchange& exchange) {
  const auto& argv = exchange.invocation.argv;
  const std::vector<std::string> arguments(argv.begin() + 1, argv.end());
  const scenario::DeveloperTool& tool = exchange.tool;
  const FlagSet flags = FlagsOf(tool.version());
  const ParsedFlags parsed = ParseFlags(arguments, flags);
  ToolAnswer answer;
  answer.command = ShownCommand("azd", arguments, flags);
  if (const std::string wrong = CobraComplaint(parsed); !wrong.empty()) {
    return Fail(exchange, std::move(answer), {wrong});
  }
  std::string claims;
  if (!absl::Base64Unescape(parsed.Last("claims"), &claims)) {
    return Fail(exchange, std::move(answer),
                {"decoding claims: illegal base64 data", "", "the claims are not base64"});
  }
  if (tool.account().empty()) {
    return Fail(exchange, std::move(answer),
                {"not logged in, run `azd auth login` to login", "", kNobodySignedIn});
  }
  std::vector<std::string> scopes = {kArmScope};
  if (const auto asked = parsed.values.find("scope"); asked != parsed.values.end()) {
    scopes = asked->second;
  }
  answer.tenant = parsed.Has("tenant-id") ? parsed.Last("tenant-id") : tool.tenant_id();
  const ToolTokenAnswer issued =
      exchange.issue({tool.tenant_id(), tool.account(), exchange.signed_in, kAzureCliId,
                      answer.tenant, absl::StrJoin(scopes, " "), claims});
  if (const auto* refused = std::get_if<ToolTokenError>(&issued)) {
    answer.remarks = refused->remarks;
    return Fail(exchange, std::move(answer), FailureOf(*refused, scopes));
  }
  const auto& token = std::get<ToolToken>(issued);
  ordered_json json;
  json["token"] = token.access_token;
  json["expiresOn"] = absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", token.expires_on, absl::UTCTimeZone());
  answer.out = scenario::JsonText(json, 2) + "\n";
  return answer;
}

}  // namespace mock::imds
