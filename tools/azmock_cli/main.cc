// azmock: fake Microsoft Entra ID on the command line.
#include <CLI/CLI.hpp>
#include <csignal>
#include <exception>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "identity/version.h"
#include "mock_common/text/nearest.h"
#include "mock_common/text/values.h"
#include "mock_imds/fake_tools/program.h"
#include "tools/azmock_cli/command_line.h"
#include "tools/azmock_cli/manual/manual_page.h"
#include "tools/azmock_cli/serving/standard_streams.h"

namespace azmock {
namespace {

std::string Version() { return absl::StrCat("azmock ", azure::identity::kVersion); }

const CLI::App* FindCommand(const CLI::App& app, const std::string& name) {
  for (const CLI::App* command : app.get_subcommands(nullptr)) {
    if (command->get_name() == name) return command;
  }
  return nullptr;
}

std::vector<std::string> CommandNames(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands(nullptr)) names.push_back(command->get_name());
  return names;
}

std::string NoCommand(const CLI::App& app, const std::string& name) {
  return absl::StrCat("no command ", mock::scenario::Quoted(name),
                      mock::scenario::DidYouMean(name, CommandNames(app)),
                      " `azmock help` lists all");
}

// What is wrong with the first argument, if that is no command; else "".
std::string UnknownCommand(const CLI::App& app, int argc, char** argv) {
  if (argc < 2) return "write what to do: `azmock help` lists the commands";
  const std::string first = argv[1];
  if (absl::StartsWith(first, "-") || FindCommand(app, first) != nullptr) return "";
  return NoCommand(app, first);
}

// Whatever the descriptions of the commands do not say.
ManualSections SectionsOfManual() {
  ManualSections sections;
  sections.version = Version();
  sections.exit_status = {
      {"0", "Success."},
      {"1", "What was replayed, checked, reproduced or expected differs."},
      {"2", "Usage: wrong arguments, an unknown scenario, a file that is not sound."},
      {"3",
       "It could not start: a port, a path or a library is not to be had. Or it could not "
       "write all that it had to: the disk is full."},
  };
  sections.environment = {{"NO_COLOR", "If it is set, no text has colours by default."}};
  sections.files = {
      {"ID.textproto", "A scenario of your own, wherever a command takes a scenario's ID."},
      {"ID.error.txt", "Beside it: the error text that it must lead to."},
  };
  return sections;
}

// `azmock help serve` is `azmock serve --help`.
void AddHelpCommand(CLI::App& app, Action& action) {
  auto name = std::make_shared<std::string>();
  auto manual = std::make_shared<bool>(false);
  auto* help = app.add_subcommand("help", "Prints what azmock, or one of its commands, does.");
  help->add_option("command", *name, "Such as serve.")->type_name("COMMAND");
  help->add_flag("--man", *manual, "Prints all of it as a manual page, in roff.");
  help->callback([&app, name, manual, &action] {
    action = [&app, name, manual] {
      if (*manual) {
        std::cout << ManualPage(app, SectionsOfManual());
        return static_cast<int>(kSuccess);
      }
      const CLI::App* const command = name->empty() ? &app : FindCommand(app, *name);
      if (command == nullptr) return Fail(absl::NotFoundError(NoCommand(app, *name)));
      // help() of the whole would be that of this very command, which was chosen.
      const std::string title = command == &app ? "azmock" : "azmock " + *name;
      std::cout << command->get_formatter()->make_help(command, title, CLI::AppFormatMode::Normal);
      return static_cast<int>(kSuccess);
    };
  });
}

int Main(int argc, char** argv) {
  CLI::App app{
      "Fakes of Microsoft Entra ID: serve them to any Azure SDK, or replay a documented\n"
      "error with the C++ library.\n\n"
      "Exit codes: 0 success, 1 a replay or check differed, 2 usage, 3 could not\n"
      "start, or not write what it had to."};
  app.name("azmock");
  app.require_subcommand(1);
  app.set_version_flag("--version", Version());
  Action action;
  AddServeCommand(app, action);
  AddRunCommand(app, action);
  AddWatchCommand(app, action);
  AddReplayCommand(app, action);
  AddCheckCommand(app, action);
  AddScenariosCommand(app, action);
  AddShowCommand(app, action);
  AddExplainCommand(app, action);
  AddReproCommand(app, action);
  AddFakesCommand(app, action);
  AddBrowseCommand(app, action);
  AddMaskCommand(app, action);
  AddCompletionCommand(app, action);
  AddHelpCommand(app, action);
  if (const std::string unknown = UnknownCommand(app, argc, argv); !unknown.empty()) {
    std::cerr << "azmock: " << unknown << "\n";
    return kUsage;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kSuccess : kUsage;
  }
  return action();
}

int RunCommandOrTool(int argc, char** argv) {
  try {
    // Under a link named "az", this is the fake Azure CLI.
    if (mock::imds::IsToolProgram()) return mock::imds::RunToolProgram(argc, argv);
    return Main(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "azmock: " << error.what() << "\n";
    return kCannotStart;
  }
}

}  // namespace
}  // namespace azmock

int main(int argc, char** argv) {
  // Writing fails instead: into a pipe that nobody reads, a file that must not grow.
  for (const int signal : {SIGPIPE, SIGXFSZ}) std::signal(signal, SIG_IGN);
  azmock::StandardOutput output;
  const int exit_code = azmock::RunCommandOrTool(argc, argv);
  const absl::Status written = output.Finish();
  return written.ok() || exit_code == azmock::kCannotStart ? exit_code : azmock::Fail(written);
}
