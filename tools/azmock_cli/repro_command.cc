// azmock repro: a pasted error again, on this machine.
#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "mock_server/scenario/loader.h"
#include "mock_server/scenario/scenario_files.h"
#include "tools/azmock_cli/command.h"
#include "tools/azmock_cli/command_line.h"
#include "tools/azmock_cli/reproduction_text.h"
#include "tools/azmock_cli/serving/files.h"
#include "tools/repro/repro.h"

namespace azmock {
namespace {

using mock::scenario::Scenario;
using repro::Reproduction;

struct ReproOptions {
  std::string file;
  std::string out;
  std::string fixed;
  ColorMode color = ColorMode::kAuto;
};

// With the file's name for its id.
absl::Status WriteScenario(Scenario scenario, const std::string& path) {
  if (!IsScenarioPath(path)) {
    return absl::InvalidArgumentError(absl::StrCat(path, " does not end in .textproto"));
  }
  scenario.set_id(std::filesystem::path(path).stem().string());
  const std::string text = AsTextproto(scenario);
  const auto sound = mock::scenario::ParseScenario(text, path);
  if (!sound.ok()) return sound.status();
  return WriteFile(path, text);
}

absl::Status WriteFiles(const Reproduction& found, const ReproOptions& options) {
  if (!options.out.empty()) {
    auto written = WriteScenario(found.scenario, options.out);
    if (written.ok()) written = WriteFile(ErrorFileOf(options.out), absl::StrCat(found.text, "\n"));
    if (!written.ok()) return written;
  }
  if (options.fixed.empty()) return absl::OkStatus();
  if (!found.fixed_succeeds) {
    return absl::UnavailableError("there is no scenario in which this call succeeds");
  }
  return WriteScenario(found.fixed, options.fixed);
}

int RunRepro(const ReproOptions& options) {
  const auto pasted = ReadInput(options.file);
  if (!pasted.ok()) return Fail(pasted.status());
  const auto reproducer = repro::Reproducer::Create();
  if (!reproducer.ok()) return Fail(reproducer.status());
  const auto found = reproducer->Reproduce(*pasted);
  if (!found.ok()) return Fail(found.status());
  std::cout << ReproductionText(*found, Style::For(options.color, STDOUT_FILENO));
  if (found->kind != Reproduction::kNothing) {
    const auto written = WriteFiles(*found, options);
    if (!written.ok()) return Fail(written);
  }
  return IsSame(*found) ? kSuccess : kDiffers;
}

}  // namespace

void AddReproCommand(CLI::App& app, Action& action) {
  auto options = std::make_shared<ReproOptions>();
  Command repro(
      app, action, "repro",
      "Explains a pasted error, meets it again with the C++ library and the fakes, and shows both\n"
      "texts. Exits 1 if they differ, or if there is nothing to reproduce.");
  repro.Value("FILE", options->file, "The error's text; standard input without it.");
  repro
      .Value("--out", options->out,
             "Writes the scenario to this .textproto file, and its error text beside it.")
      .Called("FILE");
  repro
      .Value("--fixed", options->fixed,
             "Writes the scenario after the mitigation, which succeeds, to this one.")
      .Called("FILE");
  repro.Color(options->color);
  repro.Does([options] { return RunRepro(*options); });
}

}  // namespace azmock
