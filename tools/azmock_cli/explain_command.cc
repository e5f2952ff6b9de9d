// azmock explain: what a pasted error is, whose move it is, and what to do.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>

#include "tools/azmock_cli/command_line.h"
#include "tools/explain/explain.h"
#include "tools/explain/json.h"
#include "tools/explain/report.h"

namespace azmock {

void AddExplainCommand(CLI::App& app, Action& action) {
  struct Options {
    std::string file;
    bool json = false;
  };
  auto options = std::make_shared<Options>();
  auto* explain = app.add_subcommand(
      "explain", "Says what a pasted error is, whose move it is, and what to do; shows no secret.");
  explain->add_option("FILE", options->file, "The error's text; standard input without it.");
  explain->add_flag("--json", options->json, "The fields as one JSON object.");
  explain->callback([options, &action] {
    action = [options]() -> int {
      const auto text = ReadInput(options->file);
      if (!text.ok()) return Fail(text.status());
      const explain::Explanation explanation = explain::Explain(*text);
      std::cout << (options->json ? explain::AsJson(explanation) : explain::AsReport(explanation));
      return kSuccess;
    };
  });
}

}  // namespace azmock
