// azmock: fake Microsoft Entra ID on the command line.
#include <CLI/CLI.hpp>
#include <csignal>
#include <exception>
#include <iostream>

#include "mock_imds/fake_tools/program.h"
#include "tools/azmock_cli/command_line.h"

namespace azmock {
namespace {

int Main(int argc, char** argv) {
  CLI::App app{
      "Fakes of Microsoft Entra ID: serve them to any Azure SDK, or replay a documented\n"
      "error with the C++ library.\n\n"
      "Exit codes: 0 success, 1 a replay or check differed, 2 usage, 3 could not start."};
  app.name("azmock");
  app.require_subcommand(1);
  Action action;
  AddServeCommand(app, action);
  AddReplayCommand(app, action);
  AddCheckCommand(app, action);
  AddScenariosCommand(app, action);
  AddShowCommand(app, action);
  AddExplainCommand(app, action);
  AddReproCommand(app, action);
  AddFakesCommand(app, action);
  AddBrowseCommand(app, action);
  AddMaskCommand(app, action);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kSuccess : kUsage;
  }
  return action();
}

}  // namespace
}  // namespace azmock

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  try {
    // Under a link named "az", this is the fake Azure CLI.
    if (mock::imds::IsToolProgram()) return mock::imds::RunToolProgram(argc, argv);
    return azmock::Main(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "azmock: " << error.what() << "\n";
    return azmock::kCannotStart;
  }
}
