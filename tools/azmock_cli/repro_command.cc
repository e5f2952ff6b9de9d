// azmock repro: a pasted error again, on this machine.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/text_format.h"
#include "mock_server/scenario/loader.h"
#include "mock_server/scenario/scenario_files.h"
#include "tools/azmock_cli/command_line.h"
#include "tools/azmock_cli/replay/line_diff.h"
#include "tools/azmock_cli/serving/files.h"
#include "tools/repro/repro.h"

namespace azmock {
namespace {

using mock::scenario::Scenario;
using repro::Reproduction;
using repro::Verdict;

struct Options {
  std::string file;
  std::string out;
  std::string fixed;
  ColorMode color = ColorMode::kAuto;
};

// As the library's own files begin.
constexpr char kHeader[] =
    "# proto-file: mock_server/scenario/scenario.proto\n"
    "# proto-message: mock.scenario.Scenario\n";

// With the file's name for its id.
absl::Status WriteScenario(Scenario scenario, const std::string& path) {
  if (!IsScenarioPath(path)) {
    return absl::InvalidArgumentError(absl::StrCat(path, " does not end in .textproto"));
  }
  scenario.set_id(std::filesystem::path(path).stem().string());
  std::string text;
  google::protobuf::TextFormat::PrintToString(scenario, &text);
  const auto sound = mock::scenario::ParseScenario(text, path);
  if (!sound.ok()) return sound.status();
  return WriteFile(path, absl::StrCat(kHeader, text));
}

const char* Same(bool same) { return same ? "same" : "different"; }

std::string VerdictOfText(const Verdict& verdict) {
  if (verdict.kind == Verdict::kEqual) return "equal";
  if (verdict.kind == Verdict::kDifferent) return "different";
  return absl::StrCat("equal but for IDs and times",
                      verdict.but_for_parity ? ", and for what identity/PARITY.md lists" : "",
                      verdict.cut ? ", as far as the paste goes" : "");
}

void PrintText(const Reproduction& found, const Style& style) {
  std::cout << "The text is " << VerdictOfText(found.verdict) << " (" << found.origin << ").\n\n";
  if (found.verdict.kind == Verdict::kEqual) {
    std::cout << found.verdict.reproduced << "\n";
    return;
  }
  std::cout << "- pasted\n+ reproduced\n\n"
            << PaintDiff(LineDiff(found.verdict.pasted, found.verdict.reproduced), style);
}

void PrintWire(const Reproduction& found) {
  std::cout << "The fakes answer as the paste says: status " << Same(found.wire.same_status)
            << ", code " << Same(found.wire.same_code) << ", description "
            << Same(found.wire.same_description) << ".\nOf that answer the C++ library makes:\n\n"
            << found.text << "\n";
}

void PrintTool(const Reproduction& found) {
  std::cout << "The fake tool says what the paste's said. The C++ library makes of it:\n\n"
            << found.text << "\n";
}

void PrintSituation(const Reproduction& found) {
  std::cout << "Nothing in the text was answered by a server. In the same situation ("
            << found.origin << ") the C++ library says:\n\n"
            << found.text << "\n";
}

void PrintNothing(const Reproduction& /*found*/) {
  std::cout << "There is nothing to reproduce: no answer of a server, and no text that is known.\n";
}

// Whether it is what was pasted, as far as that can be known. The first line is the verdict.
bool Print(const Reproduction& found, const Style& style) {
  struct Kind {
    std::function<void(const Reproduction& found)> print;
    bool same;
  };
  const std::map<Reproduction::Kind, Kind> kinds = {
      {Reproduction::kText,
       {[&style](const Reproduction& text) { PrintText(text, style); },
        found.verdict.kind != Verdict::kDifferent}},
      {Reproduction::kWire, {PrintWire, found.wire.same()}},
      {Reproduction::kTool, {PrintTool, true}},
      {Reproduction::kSituation, {PrintSituation, true}},
      {Reproduction::kNothing, {PrintNothing, false}}};
  const Kind& kind = kinds.at(found.kind);
  kind.print(found);
  if (!found.explanation.masked.empty()) {
    std::cout << "\nThe text had secrets (" << absl::StrJoin(found.explanation.masked, ", ")
              << "). They are in no scenario.\n";
  }
  return kind.same;
}

absl::Status WriteFiles(const Reproduction& found, const Options& options) {
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

int RunRepro(const Options& options) {
  const auto pasted = ReadInput(options.file);
  if (!pasted.ok()) return Fail(pasted.status());
  const auto reproducer = repro::Reproducer::Create();
  if (!reproducer.ok()) return Fail(reproducer.status());
  const auto found = reproducer->Reproduce(*pasted);
  if (!found.ok()) return Fail(found.status());
  const bool same = Print(*found, Style::For(options.color, STDOUT_FILENO));
  if (found->kind != Reproduction::kNothing) {
    const auto written = WriteFiles(*found, options);
    if (!written.ok()) return Fail(written);
  }
  return same ? kSuccess : kDiffers;
}

}  // namespace

void AddReproCommand(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  auto* repro = app.add_subcommand(
      "repro",
      "Explains a pasted error, meets it again with the C++ library and the fakes, and shows both\n"
      "texts. Exits 1 if they differ, or if there is nothing to reproduce.");
  repro->add_option("FILE", options->file, "The error's text; standard input without it.");
  repro
      ->add_option("--out", options->out,
                   "Writes the scenario to this .textproto file, and its error text beside it.")
      ->type_name("FILE");
  repro
      ->add_option("--fixed", options->fixed,
                   "Writes the scenario after the mitigation, which succeeds, to this one.")
      ->type_name("FILE");
  AddColorOption(*repro, options->color);
  repro->callback([options, &action] { action = [options] { return RunRepro(*options); }; });
}

}  // namespace azmock
