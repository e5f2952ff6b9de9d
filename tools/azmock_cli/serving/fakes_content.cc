#include "tools/azmock_cli/serving/fakes_content.h"

#include "absl/strings/str_cat.h"
#include "mock_server/scenario/loader.h"
#include "mock_server/scenario/scenario_files.h"

namespace azmock {
namespace {

void Append(const std::vector<std::string>& names, std::vector<std::string>& to) {
  to.insert(to.end(), names.begin(), names.end());
}

}  // namespace

absl::StatusOr<FakesContent> ReadFakesContent(const std::vector<std::string>& scenarios,
                                              const std::vector<std::string>& configs) {
  FakesContent content;
  for (const std::string& id_or_path : scenarios) {
    auto scenario = FindScenario(id_or_path);
    if (!scenario.ok()) return scenario.status();
    content.scenarios.push_back(*std::move(scenario));
  }
  for (const std::string& file : configs) {
    auto directory = mock::scenario::LoadDirectory(file);
    if (!directory.ok()) return directory.status();
    content.directories.emplace_back(file, *std::move(directory));
  }
  return content;
}

FakesOptions OptionsForContent(const FakesContent& content) {
  FakesOptions options;
  options.repeatable_ids = !content.scenarios.empty();
  for (const auto& scenario : content.scenarios) {
    const auto wanted = OptionsForScenario(scenario, mock::VirtualClock::Mode::kFollow);
    Append(wanted.extra_host_names, options.extra_host_names);
    Append(wanted.extra_service_names, options.extra_service_names);
  }
  return options;
}

absl::Status AddContent(FakesContent& content, Fakes& fakes) {
  for (auto& [file, directory] : content.directories) {
    if (auto added = fakes.MergeDirectory(std::move(directory)); !added.ok()) {
      return absl::Status(added.code(), absl::StrCat(file, ": ", added.message()));
    }
  }
  for (auto& scenario : content.scenarios) {
    auto armed = fakes.Arm(std::move(scenario));
    if (!armed.ok()) return armed.status();
    scenario = *std::move(armed);
  }
  return absl::OkStatus();
}

}  // namespace azmock
