// What a command of azmock takes. CLI11 reads it, whose header costs more to compile than a
// command does: of all commands only those that look at the others include it.
#ifndef TOOLS_AZMOCK_CLI_COMMAND_H_
#define TOOLS_AZMOCK_CLI_COMMAND_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "tools/terminal/style.h"

namespace CLI {  // NOLINT(readability-identifier-naming): CLI11's own.
class App;
class Option;
}  // namespace CLI

namespace azmock {

// What main runs after parsing: set by the chosen command.
using Action = std::function<int()>;

// One option of a command, or what stands for itself. A name for it: copies are the same option.
class Option {
 public:
  explicit Option(CLI::Option* option) : option_(option) {}

  // What its value is called: "FILE" and "FOLDER" are completed as such, "ID" as a scenario.
  Option Called(const std::string& type);
  Option Required();
  Option OneOf(std::vector<std::string> values);
  Option Between(int least, int most);
  Option Between(std::size_t least, std::size_t most);
  Option NotNegative();
  Option Positive();
  Option ExistingFolder();
  // All values count, not the last one alone; of each, one is behind it.
  Option Repeatable();
  Option OneValueEach();
  // The environment variable that stands for it.
  Option Variable(const std::string& name);
  Option ShowsDefault();
  Option Excludes(Option other);
  Option Needs(Option other);

 private:
  CLI::Option* option_;
};

// One command. What its options are read into must live until `action` has run.
class Command {
 public:
  // Adds it to `app`; `action` must live as long.
  Command(CLI::App& app, Action& action, const std::string& name, const std::string& what);

  // "--port", or "ID" for what stands for itself.
  Option Value(const std::string& name, std::string& value, const std::string& what);
  Option Value(const std::string& name, int& value, const std::string& what);
  Option Value(const std::string& name, unsigned& value, const std::string& what);
  Option Value(const std::string& name, std::size_t& value, const std::string& what);
  Option Value(const std::string& name, std::int64_t& value, const std::string& what);
  Option Value(const std::string& name, std::vector<std::string>& value, const std::string& what);
  Option Flag(const std::string& name, bool& value, const std::string& what);
  // --color, of a command whose texts have colours.
  void Color(ColorMode& mode);

  // Not shown to people.
  void Hide();
  // What it does when it is chosen.
  void Does(Action does);

 private:
  CLI::App* const app_;
  Action& action_;
};

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_COMMAND_H_
