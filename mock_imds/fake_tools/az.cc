#include "mock_imds/fake_tools/az.h"

#include <utility>
#include <variant>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "mock_common/text/json_text.h"
#include "mock_imds/fake_tools/flags.h"
#include "nlohmann/json.hpp"

namespace mock::imds {
namespace {

// It says of itself that it can handle claims challenges.
constexpr char kCapabilities[] = R"({"access_token":{"xms_cc":{"values":["CP1"]}}})";
constexpr char kArm[] = "https://management.core.windows.net/";
constexpr char kDefaultScope[] = "/.default";
// What `az` calls the default subscription of who is signed in.
constexpr char kSubscription[] = "a11ce000-0000-4000-8000-00000000000a";
constexpr char kNewest[] = "2.91.0";  // of November 2026
constexpr int kUsage = 2;
constexpr int kFailed = 1;

const FlagSet& Flags() {
  static const auto* flags = new FlagSet{
      {{"--output", "output"},
       {"-o", "output"},
       {"--resource", "resource"},
       {"--scope", "scope"},
       {"--subscription", "subscription"},
       {"--name", "subscription"},
       {"-n", "subscription"},
       {"-s", "subscription"},
       {"--tenant", "tenant"},
       {"-t", "tenant"}},
      {{"--debug", "debug"}, {"--verbose", "verbose"}, {"--only-show-errors", "only-show-errors"}}};
  return *flags;
}

ToolAnswer Fail(ToolAnswer answer, int exit_code, absl::string_view text,
                std::string reason = kNotUnderstood) {
  if (answer.remarks.reason.empty()) answer.remarks.reason = std::move(reason);
  answer.exit_code = exit_code;
  answer.err = absl::StrCat("ERROR: ", text, "\n");
  return answer;
}

// What is wrong with the command line, in argparse's words; "" if nothing.
std::string WrongWith(const ParsedFlags& parsed) {
  const std::vector<std::string> command = {"account", "get-access-token"};
  if (parsed.words.empty()) return "the following arguments are required: _command_package";
  for (std::size_t i = 0; i < parsed.words.size(); ++i) {
    if (i >= command.size()) {
      return absl::StrCat("unrecognized arguments: ", absl::StrJoin(parsed.words, " "));
    }
    if (parsed.words[i] != command[i]) {
      return absl::StrCat("'", parsed.words[i], "' is misspelled or not recognized by the system.");
    }
  }
  if (parsed.words.size() < command.size()) {
    return "the following arguments are required: _subcommand";
  }
  if (!parsed.no_value.empty()) {
    return absl::StrCat("argument ", parsed.no_value.front(), ": expected one argument");
  }
  if (!parsed.unknown.empty()) {
    return absl::StrCat("unrecognized arguments: ", absl::StrJoin(parsed.unknown, " "));
  }
  const std::string output = parsed.Last("output");
  if (parsed.Has("output") && output != "json") {
    return absl::StrCat("argument --output/-o: invalid choice: '", output,
                        "' (choose from 'json')");
  }
  return "";
}

std::string ScopeOf(const ParsedFlags& parsed) {
  if (parsed.Has("scope")) return parsed.Last("scope");
  return absl::StrCat(parsed.Has("resource") ? parsed.Last("resource") : kArm, kDefaultScope);
}

// The local time, as Python writes it.
std::string LocalTime(absl::Time time, const ToolExchange& exchange) {
  absl::TimeZone zone = absl::LocalTimeZone();
  const auto named = exchange.invocation.environment.find("TZ");
  if (named != exchange.invocation.environment.end()) absl::LoadTimeZone(named->second, &zone);
  return absl::FormatTime("%Y-%m-%d %H:%M:%E6S", time, zone);
}

// What clients look at before they trust it with a command.
ToolAnswer Version(ToolAnswer answer, const std::string& named) {
  const std::string version = named.empty() ? kNewest : named;
  const nlohmann::ordered_json json = {{"azure-cli", version},
                                       {"azure-cli-core", version},
                                       {"azure-cli-telemetry", "1.1.0"},
                                       {"extensions", nlohmann::ordered_json::object()}};
  answer.out = scenario::JsonText(json, 2) + "\n";
  return answer;
}

}  // namespace

ToolAnswer RunAz(const ToolExchange& exchange) {
  const auto& argv = exchange.invocation.argv;
  const std::vector<std::string> arguments(argv.begin() + 1, argv.end());
  const ParsedFlags parsed = ParseFlags(arguments, Flags());
  ToolAnswer answer;
  answer.command = ShownCommand("az", arguments, Flags());
  const scenario::DeveloperTool& tool = exchange.tool;
  if (parsed.words == std::vector<std::string>{"version"}) {
    return Version(std::move(answer), tool.version());
  }
  if (const std::string wrong = WrongWith(parsed); !wrong.empty()) {
    return Fail(std::move(answer), kUsage, wrong);
  }
  if (parsed.Has("tenant") && parsed.Has("subscription")) {
    return Fail(std::move(answer), kFailed,
                "Please specify only one of subscription and tenant, not both",
                "the command names a subscription and a tenant");
  }
  if (tool.account().empty()) {
    return Fail(std::move(answer), kFailed, "Please run 'az login' to setup account.",
                kNobodySignedIn);
  }
  answer.tenant = parsed.Has("tenant") ? parsed.Last("tenant") : tool.tenant_id();
  const std::string scope = ScopeOf(parsed);
  const ToolTokenAnswer issued =
      exchange.issue({tool.tenant_id(), tool.account(), exchange.signed_in, kAzureCliId,
                      answer.tenant, scope, kCapabilities});
  if (const auto* refused = std::get_if<ToolTokenError>(&issued)) {
    const std::string text = absl::StrCat(
        refused->description,
        "\nInteractive authentication is needed. Please run:\naz login --scope ", scope);
    answer.remarks = refused->remarks;
    return Fail(std::move(answer), kFailed, text, "");
  }
  const auto& token = std::get<ToolToken>(issued);
  nlohmann::ordered_json json;
  json["accessToken"] = token.access_token;
  json["expiresOn"] = LocalTime(token.expires_on, exchange);
  if (!IsOlder(tool.version(), "2.54.0"))
    json["expires_on"] = absl::ToUnixSeconds(token.expires_on);
  // A token of another tenant belongs to no subscription.
  if (!parsed.Has("tenant")) {
    json["subscription"] = parsed.Has("subscription") ? parsed.Last("subscription") : kSubscription;
  }
  json["tenant"] = answer.tenant;
  json["tokenType"] = "Bearer";
  answer.out = scenario::JsonText(json, 2) + "\n";
  return answer;
}

}  // namespace mock::imds
