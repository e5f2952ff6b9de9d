// azmock show ID: one scenario, in full.
#include <iostream>
#include <memory>
#include <string>

#include "absl/strings/str_join.h"
#include "google/protobuf/text_format.h"
#include "mock_server/guide/guide.h"
#include "mock_server/scenario/scenario_files.h"
#include "tools/azmock_cli/command.h"
#include "tools/azmock_cli/command_line.h"
#include "tools/azmock_cli/replay/golden.h"
#include "tools/azmock_cli/scenario_json.h"
#include "tools/explain/journal/exchange_text.h"

namespace azmock {
namespace {

using mock::scenario::Scenario;

void PrintLine(const char* label, const std::string& text) {
  if (!text.empty()) std::cout << label << text << "\n";
}

void PrintGuideRows(const Scenario& scenario) {
  using explain::Wrapped;
  if (scenario.guide_rows().empty()) return;
  std::cout << "\nWhat the guides say:\n";
  for (const std::string& id : scenario.guide_rows()) {
    const mock::guide::GuideRow* const row = mock::guide::Guide::BuiltIn().Find(id);
    if (row == nullptr) continue;  // the loader refuses scenarios that name such a row
    std::cout << "\n"
              << row->id << "\n"
              << Wrapped("  error:      ", row->error) << Wrapped("  cause:      ", row->cause)
              << Wrapped("  mitigation: ", row->mitigation) << "  link:       " << row->link
              << "\n";
  }
}

int PrintJson(const Scenario& scenario) {
  const auto json = MessageAsJson(scenario);
  if (!json.ok()) return Fail(json.status());
  std::cout << *json;
  return kSuccess;
}

int PrintText(const Scenario& scenario) {
  std::cout << scenario.id() << ": " << scenario.title() << "\n";
  PrintLine("", scenario.description());
  PrintLine("credential:  ", scenario.credential());
  PrintLine("guide rows:  ", absl::StrJoin(scenario.guide_rows(), ", "));
  PrintLine("AADSTS:      ", absl::StrJoin(scenario.aadsts(), ", "));
  PrintLine("magic value: ", scenario.magic_value());
  PrintLine("tags:        ", absl::StrJoin(scenario.tags(), ", "));
  PrintGuideRows(scenario);
  const auto golden = ReadGolden(scenario.id());
  if (golden.ok() && !golden->error.empty()) {
    std::cout << "\nThe error text:\n\n" << golden->error << "\n";
  }
  std::string text;
  google::protobuf::TextFormat::PrintToString(scenario, &text);
  std::cout << "\nThe scenario:\n\n" << text;
  return kSuccess;
}

}  // namespace

void AddShowCommand(CLI::App& app, Action& action) {
  struct Options {
    std::string id;
    bool json = false;
  };
  auto options = std::make_shared<Options>();
  Command show(app, action, "show", "Shows a scenario: what it is, its text, its error.");
  show.Value("ID", options->id,
             "The scenario (`azmock scenarios` lists them), or a .textproto file.")
      .Required();
  show.Flag("--json", options->json, "The scenario alone, as JSON.");
  show.Does([options]() -> int {
    const auto scenario = FindScenario(options->id);
    if (!scenario.ok()) return Fail(scenario.status());
    return options->json ? PrintJson(*scenario) : PrintText(*scenario);
  });
}

}  // namespace azmock
