#include "tools/azmock_cli/command.h"

#include <CLI/CLI.hpp>
#include <map>
#include <utility>

namespace azmock {

Option Option::Called(const std::string& type) {
  option_->type_name(type);
  return *this;
}

Option Option::Required() {
  option_->required();
  return *this;
}

Option Option::OneOf(std::vector<std::string> values) {
  option_->check(CLI::IsMember(std::move(values)));
  return *this;
}

Option Option::Between(int least, int most) {
  option_->check(CLI::Range(least, most));
  return *this;
}

Option Option::Between(std::size_t least, std::size_t most) {
  option_->check(CLI::Range(least, most));
  return *this;
}

Option Option::NotNegative() {
  option_->check(CLI::NonNegativeNumber);
  return *this;
}

Option Option::Positive() {
  option_->check(CLI::PositiveNumber);
  return *this;
}

Option Option::ExistingFolder() {
  option_->check(CLI::ExistingDirectory);
  return *this;
}

Option Option::Repeatable() {
  option_->take_all();
  return *this;
}

Option Option::OneValueEach() {
  option_->allow_extra_args(false);
  return *this;
}

Option Option::Variable(const std::string& name) {
  option_->envname(name);
  return *this;
}

Option Option::ShowsDefault() {
  option_->capture_default_str();
  return *this;
}

Option Option::Excludes(Option other) {
  option_->excludes(other.option_);
  return *this;
}

Option Option::Needs(Option other) {
  option_->needs(other.option_);
  return *this;
}

Command::Command(CLI::App& app, Action& action, const std::string& name, const std::string& what)
    : app_(app.add_subcommand(name, what)), action_(action) {}

Option Command::Value(const std::string& name, std::string& value, const std::string& what) {
  return Option(app_->add_option(name, value, what));
}

Option Command::Value(const std::string& name, int& value, const std::string& what) {
  return Option(app_->add_option(name, value, what));
}

Option Command::Value(const std::string& name, unsigned& value, const std::string& what) {
  return Option(app_->add_option(name, value, what));
}

Option Command::Value(const std::string& name, std::size_t& value, const std::string& what) {
  return Option(app_->add_option(name, value, what));
}

Option Command::Value(const std::string& name, std::int64_t& value, const std::string& what) {
  return Option(app_->add_option(name, value, what));
}

Option Command::Value(const std::string& name, std::vector<std::string>& value,
                      const std::string& what) {
  return Option(app_->add_option(name, value, what));
}

Option Command::Flag(const std::string& name, bool& value, const std::string& what) {
  return Option(app_->add_flag(name, value, what));
}

void Command::Color(ColorMode& mode) {
  static const auto& modes = *new std::map<std::string, ColorMode>{
      {"auto", ColorMode::kAuto}, {"always", ColorMode::kAlways}, {"never", ColorMode::kNever}};
  app_->add_option_function<std::string>(
          "--color", [&mode](const std::string& name) { mode = modes.at(name); },
          "Whether texts have colours; auto, the default: on a terminal, unless NO_COLOR is set.")
      ->check(CLI::IsMember({"auto", "always", "never"}));
}

void Command::Hide() { app_->group(""); }

void Command::Does(Action does) {
  app_->callback([this_action = &action_, does = std::move(does)] { *this_action = does; });
}

}  // namespace azmock
