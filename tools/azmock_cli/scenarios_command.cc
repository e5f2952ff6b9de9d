// azmock scenarios: what can be replayed.
#include <algorithm>
#include <iostream>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "mock_common/text/json_text.h"
#include "mock_server/scenario/scenario_files.h"
#include "nlohmann/json.hpp"
#include "tools/azmock_cli/command.h"
#include "tools/azmock_cli/command_line.h"

namespace azmock {
namespace {

using mock::scenario::Scenario;
using nlohmann::ordered_json;

// The hosts that take part, as far as the scenario names them.
std::set<std::string> HostsOf(const Scenario& scenario) {
  std::set<std::string> hosts;
  for (const auto& rule : scenario.rules()) {
    if (!rule.match().host().empty()) hosts.insert(rule.match().host());
  }
  if (hosts.empty()) hosts.insert("login.microsoftonline.com");
  return hosts;
}

ordered_json AsJson(const Scenario& scenario) {
  ordered_json json;
  json["id"] = scenario.id();
  json["title"] = scenario.title();
  json["credential"] = scenario.credential();
  json["guide_rows"] = scenario.guide_rows();
  json["aadsts"] = scenario.aadsts();
  json["magic_value"] = scenario.magic_value();
  json["hosts"] = HostsOf(scenario);
  json["tags"] = scenario.tags();
  return json;
}

void PrintJson(const mock::scenario::Library& library) {
  ordered_json all = ordered_json::array();
  for (const Scenario* scenario : library.All()) all.push_back(AsJson(*scenario));
  std::cout << mock::scenario::JsonText(all, 2) << "\n";
}

void PrintTable(const mock::scenario::Library& library) {
  std::size_t width = 0;
  for (const Scenario* scenario : library.All()) width = std::max(width, scenario->id().size());
  for (const Scenario* scenario : library.All()) {
    std::cout << absl::StrFormat("%-*s  %s", width, scenario->id(), scenario->title());
    if (!scenario->magic_value().empty()) std::cout << " [" << scenario->magic_value() << "]";
    std::cout << "\n";
  }
}

}  // namespace

void AddScenariosCommand(CLI::App& app, Action& action) {
  auto json = std::make_shared<bool>(false);
  Command scenarios(app, action, "scenarios",
                    "Lists the scenarios; the value in brackets provokes one with no set-up.");
  scenarios.Flag("--json", *json, "As a JSON array.");
  scenarios.Does([json]() -> int {
    const auto library = LoadScenarios();
    if (!library.ok()) return Fail(library.status());
    *json ? PrintJson(*library) : PrintTable(*library);
    return kSuccess;
  });
}

}  // namespace azmock
