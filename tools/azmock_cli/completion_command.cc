// azmock completion: what makes a shell complete azmock's command lines.
#include <CLI/CLI.hpp>
#include <iostream>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "mock_server/scenario/scenario_files.h"
#include "tools/azmock_cli/command.h"
#include "tools/azmock_cli/command_line.h"
#include "tools/azmock_cli/completion/complete.h"

namespace azmock {
namespace {

constexpr char kBash[] =
#include "tools/azmock_cli/completion/bash.inc"
    ;
constexpr char kZsh[] =
#include "tools/azmock_cli/completion/zsh.inc"
    ;
constexpr char kFish[] =
#include "tools/azmock_cli/completion/fish.inc"
    ;

// Of the types that have a list that only azmock knows.
std::vector<Candidate> ValuesOf(const CLI::App& app, const std::string& type) {
  std::vector<Candidate> values;
  if (type == "COMMAND") return Complete(app, {""}, nullptr).candidates;
  const auto library = LoadScenarios();
  if (!library.ok()) return values;
  std::set<std::string> words;
  for (const auto* scenario : library->All()) {
    if (type == "ID") values.push_back({scenario->id(), scenario->title()});
    if (type == "CREDENTIAL") words.insert(scenario->credential());
    if (type == "TAG") words.insert(scenario->tags().begin(), scenario->tags().end());
  }
  for (const std::string& word : words) values.push_back({word, ""});
  return values;
}

// Each candidate a line, with a tab before its description; then ":file" or the like.
void PrintCompletion(const CLI::App& app, const std::vector<std::string>& words) {
  const Completion completion =
      Complete(app, words, [&app](const std::string& type) { return ValuesOf(app, type); });
  for (const auto& [word, description] : completion.candidates) {
    std::cout << word << (description.empty() ? "" : "\t") << description << "\n";
  }
  if (!completion.also.empty()) std::cout << ":" << completion.also << "\n";
}

}  // namespace

void AddCompletionCommand(CLI::App& app, Action& action) {
  auto shell = std::make_shared<std::string>();
  Command completion(
      app, action, "completion",
      "Prints what makes a shell complete azmock's command lines:\n"
      "bash: source <(azmock completion bash). zsh: source <(azmock completion zsh).\n"
      "fish: azmock completion fish | source.");
  completion.Value("SHELL", *shell, "Which shell.").OneOf({"bash", "zsh", "fish"}).Required();
  completion.Does([shell]() -> int {
    std::cout << (*shell == "bash" ? kBash : *shell == "zsh" ? kZsh : kFish);
    return kSuccess;
  });

  auto words = std::make_shared<std::vector<std::string>>();
  Command complete(app, action, "complete", "What may come next: the scripts ask it.");
  complete.Hide();  // not for people
  complete.Value("words", *words, "Those after azmock; the last is to be completed.");
  complete.Does([words, &app]() -> int {
    PrintCompletion(app, *words);
    return kSuccess;
  });
}

}  // namespace azmock
