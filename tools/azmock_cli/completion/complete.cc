#include "tools/azmock_cli/completion/complete.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace azmock {
namespace {

constexpr char kOnlyPositionals[] = "--";

bool IsFlag(const std::string& word) { return word.size() > 1 && word[0] == '-'; }

std::vector<Candidate> Commands(const CLI::App& app) {
  std::vector<Candidate> commands;
  for (const CLI::App* command : app.get_subcommands(nullptr)) {
    if (command->get_group().empty()) continue;  // hidden
    commands.push_back({command->get_name(), Summary(command->get_description())});
  }
  return commands;
}

std::vector<Candidate> Options(const CLI::App& app) {
  std::vector<Candidate> options;
  for (const CLI::Option* option : app.get_options(nullptr)) {
    for (const std::string& name : option->get_lnames()) {
      options.push_back({"--" + name, Summary(option->get_description())});
    }
  }
  return options;
}

bool TakesValue(const CLI::Option& option) { return option.get_items_expected_max() > 0; }

// Where on the command line its last word is.
struct Place {
  const CLI::App* app = nullptr;
  const CLI::Option* option = nullptr;  // whose value it is
  std::size_t positional = 0;
  bool only_positionals = false;

  void Pass(const std::string& word) {
    if (only_positionals || !PassNamed(word)) ++positional;
  }

  // False for an argument without a name.
  bool PassNamed(const std::string& word) {
    if (word == kOnlyPositionals) {
      only_positionals = true;
      return true;
    }
    if (option != nullptr) {
      if (word != "=") option = nullptr;
      return true;
    }
    if (IsFlag(word)) {
      const CLI::Option* const named = app->get_option_no_throw(word);
      if (named != nullptr && TakesValue(*named)) option = named;
      return true;
    }
    const CLI::App* const command = CommandOf(word);
    if (command != nullptr) app = command;
    return command != nullptr;
  }

  const CLI::App* CommandOf(const std::string& word) const {
    for (const CLI::App* command : app->get_subcommands(nullptr)) {
      if (command->get_name() == word) return command;
    }
    return nullptr;
  }

  // The argument without a name that it is; the last takes all that follow.
  const CLI::Option* Positional() const {
    const auto all =
        app->get_options([](const CLI::Option* each) { return each->get_positional(); });
    if (positional < all.size()) return all[positional];
    if (all.empty() || all.back()->get_items_expected_max() == 1) return nullptr;
    return all.back();
  }
};

// "ID"; a type that says nothing is told by the argument's name.
std::string TypeOf(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  return type == "TEXT" && option.get_positional() ? option.get_name(true) : type;
}

Completion ValuesOf(const Place& place, const CLI::Option& option, const ValuesOfType& values) {
  static const auto& also = *new std::map<std::string, std::string>{
      {"FILE", "file"}, {"ID", "file"}, {"FOLDER", "folder"}, {"CMD", "command"}};
  const std::string type = TypeOf(option);
  Completion completion;
  // "TEXT:{azidentity,guide}"
  const auto begin = type.find('{');
  if (begin != std::string::npos) {
    for (const absl::string_view value :
         absl::StrSplit(type.substr(begin + 1, type.find('}') - begin - 1), ',')) {
      completion.candidates.push_back({std::string(value), ""});
    }
    return completion;
  }
  completion.candidates = values(type);
  const auto known = also.find(type);
  if (known != also.end()) completion.also = known->second;
  // A program's own arguments.
  if (type == "CMD" && place.positional > 0) completion.also = "file";
  return completion;
}

Completion WithPrefix(Completion completion, const std::string& before, absl::string_view begun) {
  auto& candidates = completion.candidates;
  candidates.erase(
      std::remove_if(candidates.begin(), candidates.end(),
                     [&](const Candidate& each) { return !absl::StartsWith(each.word, begun); }),
      candidates.end());
  for (Candidate& each : candidates) each.word = before + each.word;
  return completion;
}

}  // namespace

std::string Summary(absl::string_view description) {
  const std::string line = absl::StrReplaceAll(description, {{"\n", " "}});
  const auto end = std::min(line.find(". "), line.find("; "));
  return std::string(absl::StripSuffix(line.substr(0, end), "."));
}

Completion Complete(const CLI::App& app, const std::vector<std::string>& words,
                    const ValuesOfType& values) {
  if (words.empty()) return {};
  Place place;
  place.app = &app;
  for (auto word = words.begin(); word + 1 != words.end(); ++word) place.Pass(*word);
  const std::string& last = words.back();

  if (place.option != nullptr) {
    return WithPrefix(ValuesOf(place, *place.option, values), "", last == "=" ? "" : last);
  }
  if (!place.only_positionals && !last.empty() && last[0] == '-') {
    const auto equals = last.find('=');
    if (equals == std::string::npos) return WithPrefix({Options(*place.app), ""}, "", last);
    const CLI::Option* const option = place.app->get_option_no_throw(last.substr(0, equals));
    if (option == nullptr) return {};
    return WithPrefix(ValuesOf(place, *option, values), last.substr(0, equals + 1),
                      last.substr(equals + 1));
  }
  if (place.app == &app && !place.only_positionals)
    return WithPrefix({Commands(app), ""}, "", last);
  const CLI::Option* const positional = place.Positional();
  if (positional != nullptr) return WithPrefix(ValuesOf(place, *positional, values), "", last);
  if (!last.empty() || place.only_positionals) return {};
  return {Options(*place.app), ""};
}

}  // namespace azmock
