// azmock check: whether an error message is well-formed.
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "identity/error_details.h"
#include "identity/message_check/message_check.h"
#include "mock_common/text/json_text.h"
#include "tools/azmock_cli/command.h"
#include "tools/azmock_cli/command_line.h"

namespace azmock {
namespace {

using azure::identity::MessageViolation;
using Json = nlohmann::ordered_json;

struct CheckOptions {
  std::string file = "-";
  std::string layout = "azidentity";
  bool json = false;
  bool sarif = false;
};

// What is not UTF-8, in a file's name, becomes U+FFFD.
void Print(const Json& json) { std::cout << mock::scenario::JsonText(json, 2) << "\n"; }

void PrintText(const std::string& name, const std::vector<MessageViolation>& violations) {
  for (const MessageViolation& each : violations) {
    std::cout << name << ":" << each.line << ":" << each.column << ": " << each.rule << ": "
              << each.message << "\n";
  }
}

void PrintJson(const std::vector<MessageViolation>& violations) {
  Json list = Json::array();
  for (const MessageViolation& each : violations) {
    list.push_back({{"rule", each.rule},
                    {"line", each.line},
                    {"column", each.column},
                    {"message", each.message}});
  }
  Print({{"violations", list}});
}

// SARIF 2.1.0, as code scanning of GitHub and Azure DevOps read it.
void PrintSarif(const std::string& name, const std::vector<MessageViolation>& violations) {
  Json rules = Json::array();
  for (const auto& rule : azure::identity::MessageRules()) {
    rules.push_back(
        {{"id", std::string(rule.id)}, {"shortDescription", {{"text", std::string(rule.says)}}}});
  }
  Json results = Json::array();
  for (const MessageViolation& each : violations) {
    const Json place = {{"physicalLocation",
                         {{"artifactLocation", {{"uri", name}}},
                          {"region", {{"startLine", each.line}, {"startColumn", each.column}}}}}};
    results.push_back({{"ruleId", each.rule},
                       {"level", "error"},
                       {"message", {{"text", each.message}}},
                       {"locations", Json::array({place})}});
  }
  const Json run = {{"tool", {{"driver", {{"name", "azmock check"}, {"rules", rules}}}}},
                    {"columnKind", "unicodeCodePoints"},
                    {"results", results}};
  Print({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
         {"version", "2.1.0"},
         {"runs", Json::array({run})}});
}

int Check(const CheckOptions& options) {
  const auto text = ReadInput(options.file);
  if (!text.ok()) return Fail(text.status());
  const auto violations = azure::identity::CheckMessage(
      *text, options.layout == "guide" ? azure::identity::ErrorLayout::kGuide
                                       : azure::identity::ErrorLayout::kAzidentity);
  const std::string name = options.file == "-" ? "stdin" : options.file;
  if (options.sarif) {
    PrintSarif(name, violations);
  } else if (options.json) {
    PrintJson(violations);
  } else {
    PrintText(name, violations);
  }
  return violations.empty() ? kSuccess : kDiffers;
}

}  // namespace

void AddCheckCommand(CLI::App& app, Action& action) {
  auto options = std::make_shared<CheckOptions>();
  Command check(app, action, "check",
                "Checks that an error message has what it must have, in the documented layout.");
  check.Value("FILE", options->file, "The message; standard input if it is not given.");
  check.Value("--layout", options->layout, "azidentity, or guide: that of its example.")
      .OneOf({"azidentity", "guide"});
  const Option json = check.Flag("--json", options->json, "The violations as JSON.");
  check.Flag("--sarif", options->sarif, "The violations as SARIF 2.1.0.").Excludes(json);
  check.Does([options] { return Check(*options); });
}

}  // namespace azmock
