// azmock explain: what a pasted error is, whose move it is, and what to do.
#include <unistd.h>

#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "tools/azmock_cli/command.h"
#include "tools/azmock_cli/command_line.h"
#include "tools/explain/explain.h"
#include "tools/explain/journal/calls.h"
#include "tools/explain/journal/explain_journal.h"
#include "tools/explain/journal/read_journal.h"
#include "tools/explain/json.h"
#include "tools/explain/report.h"

namespace azmock {
namespace {

int ExplainJournal(const std::string& file, bool json, const Style& style) {
  const auto text = ReadInput(file);
  if (!text.ok()) return Fail(text.status());
  auto journal = explain::ReadJournal(*text);
  if (!journal.ok()) {
    return Fail(absl::InvalidArgumentError(
        absl::StrCat(file == "-" ? "stdin" : file, ":", journal.status().message())));
  }
  const auto calls = explain::CallsOf(std::move(journal->entries));
  std::cout << (json ? explain::JournalJson(calls) : explain::JournalReport(calls, style))
            << std::flush;
  if (!journal->note.empty()) std::cerr << "azmock: " << journal->note << "\n";
  return kSuccess;
}

}  // namespace

void AddExplainCommand(CLI::App& app, Action& action) {
  struct Options {
    std::string file;
    std::string journal;
    bool json = false;
    ColorMode color = ColorMode::kAuto;
  };
  auto options = std::make_shared<Options>();
  Command explain(
      app, action, "explain",
      "Says what a pasted error is, whose move it is, and what to do; shows no secret.");
  const Option file =
      explain.Value("FILE", options->file, "The error's text; standard input without it.");
  explain
      .Value("--journal", options->journal,
             "Explains a run instead: a file of `azmock serve --journal`, or - for standard "
             "input.")
      .Called("FILE")
      .Excludes(file);
  explain.Flag("--json", options->json, "The fields as one JSON object; of a journal an array.");
  explain.Color(options->color);
  explain.Does([options]() -> int {
    if (!options->journal.empty()) {
      return ExplainJournal(options->journal, options->json,
                            Style::For(options->color, STDOUT_FILENO));
    }
    const auto text = ReadInput(options->file);
    if (!text.ok()) return Fail(text.status());
    const explain::Explanation explanation = explain::Explain(*text);
    std::cout << (options->json ? explain::AsJson(explanation) : explain::AsReport(explanation));
    return kSuccess;
  });
}

}  // namespace azmock
