// azmock explain: what a pasted error is, whose move it is, and what to do.
#include <CLI/CLI.hpp>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>

#include "mock_common/text/read_file.h"
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
      std::string text;
      if (options->file.empty() || options->file == "-") {
        text.assign(std::istreambuf_iterator<char>(std::cin), {});
      } else {
        auto content = mock::scenario::ReadFile(options->file);
        if (!content.ok()) return Fail(content.status());
        text = *std::move(content);
      }
      const explain::Explanation explanation = explain::Explain(text);
      std::cout << (options->json ? explain::AsJson(explanation) : explain::AsReport(explanation));
      return kSuccess;
    };
  });
}

}  // namespace azmock
