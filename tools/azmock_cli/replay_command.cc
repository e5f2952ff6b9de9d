// azmock replay: scenarios' error texts, from the C++ library.
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "identity/errors.h"
#include "mock_common/text/nearest.h"
#include "mock_common/text/read_file.h"
#include "mock_common/text/values.h"
#include "mock_server/scenario/scenario_files.h"
#include "tools/azmock_cli/command.h"
#include "tools/azmock_cli/command_line.h"
#include "tools/azmock_cli/replay/golden.h"
#include "tools/azmock_cli/replay/line_diff.h"
#include "tools/azmock_cli/replay/mask.h"
#include "tools/azmock_cli/replay/replay.h"
#include "tools/azmock_cli/replay/replay_all.h"
#include "tools/azmock_cli/replay/trace.h"
#include "tools/terminal/progress.h"

namespace azmock {
namespace {

using mock::scenario::Scenario;

struct ReplayOptions {
  std::string id;
  std::string layout = "azidentity";
  bool trace = false;
  bool all = false;
  unsigned jobs = std::max(1U, std::thread::hardware_concurrency());
  std::string tag;
  std::string credential;
  ColorMode color = ColorMode::kAuto;
};

std::string TextIn(const std::string& layout, const absl::Status& status) {
  const auto details = azure::identity::GetErrorDetails(status);
  if (layout == "guide" && details.has_value()) {
    return azure::identity::FormatError(*details, azure::identity::ErrorLayout::kGuide);
  }
  return std::string(status.message());
}

// The difference from what azidentity said; empty if there is none.
absl::StatusOr<std::string> DifferenceOf(const Scenario& scenario, const Replay& replay) {
  const auto parity = ReadParity();
  if (!parity.ok()) return parity.status();
  return DifferenceFromGolden(scenario.id(), replay, *parity);
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

int ReplayOneScenario(const ReplayOptions& options) {
  const auto scenario = FindScenario(options.id);
  if (!scenario.ok()) return Fail(scenario.status());
  const auto replay = RunReplay(*scenario);
  if (!replay.ok()) return Fail(replay.status());

  const absl::Status& status = replay->outcome.last();
  if (!status.ok()) std::cout << TextIn(options.layout, status) << std::endl;
  const Style style = Style::For(options.color, STDERR_FILENO);
  if (options.trace) std::cerr << TraceText(*replay, style);
  const bool own = IsScenarioPath(options.id);
  // Nothing was recorded for what azidentity cannot express.
  if (!own && !scenario->oracle().none().empty()) return kSuccess;
  const auto difference =
      own ? DifferenceFromFileBeside(options.id, *replay) : DifferenceOf(*scenario, *replay);
  if (!difference.ok()) return Fail(difference.status());
  if (difference->empty()) return kSuccess;
  std::cerr << "azmock: " << options.id << ": the error differs from "
            << (own ? "the one beside it" : "azidentity's") << "\n"
            << PaintDiff(*difference, style);
  return kDiffers;
}

absl::Status NothingHas(absl::string_view option, const std::string& value,
                        const std::set<std::string>& known) {
  return absl::NotFoundError(
      absl::StrCat(option, ": no scenario has ", mock::scenario::Quoted(value),
                   mock::scenario::DidYouMean(value, {known.begin(), known.end()})));
}

// What the filters leave of all scenarios. Errors: kNotFound if that is none.
absl::StatusOr<std::vector<const Scenario*>> Chosen(const mock::scenario::Library& library,
                                                    const ReplayOptions& options) {
  const std::string& tag = options.tag;
  const std::string& credential = options.credential;
  std::vector<const Scenario*> chosen;
  std::set<std::string> tags;
  std::set<std::string> credentials;
  for (const Scenario* scenario : library.All()) {
    const std::set<std::string> own(scenario->tags().begin(), scenario->tags().end());
    const bool has_tag = tag.empty() || own.count(tag) > 0;
    const bool has_credential = credential.empty() || scenario->credential() == credential;
    if (has_tag && has_credential) chosen.push_back(scenario);
    tags.insert(own.begin(), own.end());
    credentials.insert(scenario->credential());
  }
  if (!chosen.empty()) return chosen;
  if (!tag.empty() && tags.count(tag) == 0) return NothingHas("--tag", tag, tags);
  if (credentials.count(credential) == 0)
    return NothingHas("--credential", credential, credentials);
  return absl::NotFoundError(
      absl::StrCat("no scenario of ", credential, " has the tag ", mock::scenario::Quoted(tag)));
}

// What differs and what has nothing to compare, in the scenarios' order, and a line that sums up.
void PrintReport(const std::vector<const Scenario*>& scenarios,
                 const std::vector<ReplayResult>& results, absl::Duration took,
                 const Style& style) {
  std::map<ReplayResult::Kind, int> counts;
  for (std::size_t i = 0; i < results.size(); ++i) {
    const auto& [kind, text] = results[i];
    ++counts[kind];
    const std::string& id = scenarios[i]->id();
    if (kind == ReplayResult::kDiffers) std::cout << id << ": differs\n" << PaintDiff(text, style);
    if (kind == ReplayResult::kFailed) std::cout << id << ": cannot be replayed: " << text << "\n";
    if (kind == ReplayResult::kNotReplayed) std::cout << id << ": left out: " << text << "\n";
  }
  std::cout << absl::StrFormat(
      "%d scenarios in %.1fs: %d equal azidentity, %d differ, %d cannot be replayed, %d left out\n",
      results.size(), absl::ToDoubleSeconds(took), counts[ReplayResult::kEqual],
      counts[ReplayResult::kDiffers], counts[ReplayResult::kFailed],
      counts[ReplayResult::kNotReplayed]);
}

int ReplayAllScenarios(const ReplayOptions& options) {
  const auto library = LoadScenarios();
  if (!library.ok()) return Fail(library.status());
  const auto parity = ReadParity();
  if (!parity.ok()) return Fail(parity.status());
  const auto chosen = Chosen(*library, options);
  if (!chosen.ok()) return Fail(chosen.status());
  const absl::Time began = absl::Now();
  std::vector<ReplayResult> results;
  {
    Progress progress(std::cerr, isatty(STDERR_FILENO) != 0, chosen->size(),
                      Style::For(options.color, STDERR_FILENO));
    results = ReplayAll(*chosen, *parity, options.jobs,
                        [&](const ReplayResult& result) { progress.Done(result.bad()); });
  }
  PrintReport(*chosen, results, absl::Now() - began, Style::For(options.color, STDOUT_FILENO));
  const bool bad =
      std::any_of(results.begin(), results.end(), [](const auto& result) { return result.bad(); });
  return bad ? kDiffers : kSuccess;
}

int RunReplayCommand(const ReplayOptions& options) {
  if (options.all) return ReplayAllScenarios(options);
  if (!options.id.empty()) return ReplayOneScenario(options);
  return Fail(absl::InvalidArgumentError("write which scenario to replay, or --all"));
}

}  // namespace

void AddReplayCommand(CLI::App& app, Action& action) {
  auto options = std::make_shared<ReplayOptions>();
  Command replay(
      app, action, "replay",
      "Runs a scenario's client call with the C++ library against the fakes and prints the\n"
      "resulting error text, nothing for a success. Exits 1 if it is not the golden text.");
  const Option id = replay.Value(
      "ID", options->id,
      "The scenario (`azmock scenarios` lists them), or a .textproto file; beside that\n"
      "an .error.txt file may say what it must lead to.");
  const Option layout =
      replay
          .Value("--layout", options->layout,
                 "azidentity (default), or guide: the troubleshooting guide's layout.")
          .OneOf({"azidentity", "guide"});
  const Option trace =
      replay.Flag("--trace", options->trace,
                  "Shows on standard error each exchange with the fakes, and why it was refused.");
  const Option all = replay
                         .Flag("--all", options->all,
                               "Replays every scenario, and prints those that differ and how.")
                         .Excludes(id)
                         .Excludes(layout)
                         .Excludes(trace);
  replay
      .Value("--jobs", options->jobs,
             "How many at a time; by default as many as there are processors.")
      .Between(1, 1024)
      .Needs(all);
  replay.Value("--tag", options->tag, "Of all only those that have this tag.")
      .Called("TAG")
      .Needs(all);
  replay
      .Value("--credential", options->credential,
             "Of all only those of this credential, such as ClientSecretCredential.")
      .Called("CREDENTIAL")
      .Needs(all);
  replay.Color(options->color);
  replay.Does([options] { return RunReplayCommand(*options); });
}

}  // namespace azmock
