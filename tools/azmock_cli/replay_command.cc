// azmock replay ID: the scenario's error text, from the C++ library.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>

#include "absl/strings/strip.h"
#include "identity/errors.h"
#include "mock_common/text/read_file.h"
#include "mock_server/scenario/scenario_files.h"
#include "tools/azmock_cli/command_line.h"
#include "tools/azmock_cli/replay/golden.h"
#include "tools/azmock_cli/replay/line_diff.h"
#include "tools/azmock_cli/replay/mask.h"
#include "tools/azmock_cli/replay/replay.h"
#include "tools/azmock_cli/replay/trace.h"

namespace azmock {
namespace {

struct ReplayOptions {
  std::string id;
  std::string layout = "azidentity";
  bool trace = false;
};

std::string TextIn(const std::string& layout, const absl::Status& status) {
  const auto details = azure::identity::GetErrorDetails(status);
  if (layout == "guide" && details.has_value()) {
    return azure::identity::FormatError(*details, azure::identity::ErrorLayout::kGuide);
  }
  return std::string(status.message());
}

// The difference from what azidentity said; empty if there is none.
absl::StatusOr<std::string> DifferenceFromGolden(absl::string_view id, const Replay& replay) {
  const auto golden = ReadGolden(id);
  if (!golden.ok()) return golden.status();
  const auto parity = ReadParity();
  if (!parity.ok()) return parity.status();
  return Compare(id, "error", golden->error, AsGolden(replay).error, *parity);
}

// The same for a file of the user's own, beside which its error text may stand.
absl::StatusOr<std::string> DifferenceFromFileBeside(const std::string& path,
                                                     const Replay& replay) {
  const auto expected = mock::scenario::ReadFile(ErrorFileOf(path));
  if (absl::IsNotFound(expected.status())) return std::string();
  if (!expected.ok()) return expected.status();
  return LineDiff(MaskVolatile(absl::StripSuffix(*expected, "\n")),
                  MaskVolatile(replay.outcome.last().message()));
}

int RunReplayCommand(const ReplayOptions& options) {
  const auto scenario = FindScenario(options.id);
  if (!scenario.ok()) return Fail(scenario.status());
  const auto replay = RunReplay(*scenario);
  if (!replay.ok()) return Fail(replay.status());

  const absl::Status& status = replay->outcome.last();
  if (!status.ok()) std::cout << TextIn(options.layout, status) << std::endl;
  if (options.trace) std::cerr << TraceText(*replay);
  const bool own = IsScenarioPath(options.id);
  // Nothing was recorded for what azidentity cannot express.
  if (!own && !scenario->oracle().none().empty()) return kSuccess;
  const auto difference = own ? DifferenceFromFileBeside(options.id, *replay)
                              : DifferenceFromGolden(options.id, *replay);
  if (!difference.ok()) return Fail(difference.status());
  if (difference->empty()) return kSuccess;
  std::cerr << "azmock: " << options.id << ": the error differs from "
            << (own ? "the one beside it" : "azidentity's") << "\n"
            << *difference;
  return kDiffers;
}

}  // namespace

void AddReplayCommand(CLI::App& app, Action& action) {
  auto options = std::make_shared<ReplayOptions>();
  auto* replay = app.add_subcommand(
      "replay",
      "Runs a scenario's client call with the C++ library against the fakes and prints the\n"
      "resulting error text, nothing for a success. Exits 1 if it is not the golden text.");
  replay
      ->add_option(
          "ID", options->id,
          "The scenario (`azmock scenarios` lists them), or a .textproto file; beside that\n"
          "an .error.txt file may say what it must lead to.")
      ->required();
  replay
      ->add_option("--layout", options->layout,
                   "azidentity (default), or guide: the troubleshooting guide's layout.")
      ->check(CLI::IsMember({"azidentity", "guide"}));
  replay->add_flag("--trace", options->trace,
                   "Shows on standard error each exchange with the fakes, and why it was refused.");
  replay->callback(
      [options, &action] { action = [options] { return RunReplayCommand(*options); }; });
}

}  // namespace azmock
