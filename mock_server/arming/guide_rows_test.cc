// Every row of the troubleshooting guides has a scenario that shows it, or a reason why
// there can be none. mock_server/guide/rows.txt has the rows.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "mock_server/guide/guide.h"
#include "mock_server/scenario/loader.h"

namespace mock::scenario {
namespace {

using guide::Guide;
using guide::GuideRow;

// Row -> the scenarios that name it.
std::map<std::string, std::vector<std::string>> ReadScenarios() {
  std::map<std::string, std::vector<std::string>> named;
  for (const char* folder : {"mock_entra/scenarios", "mock_imds/scenarios"}) {
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
      if (file.path().extension() != ".textproto") continue;
      const auto scenario = LoadScenario(file.path().string());
      EXPECT_TRUE(scenario.ok()) << scenario.status();
      if (!scenario.ok()) continue;
      for (const std::string& row : scenario->guide_rows()) named[row].push_back(scenario->id());
    }
  }
  return named;
}

TEST(GuideRowsTest, EachHasAScenarioOrAReasonAndNotBoth) {
  const auto named = ReadScenarios();
  for (const GuideRow& row : Guide::BuiltIn().rows()) {
    const auto found = named.find(row.id);
    const bool shown = found != named.end();
    EXPECT_TRUE(shown || !row.no_scenario.empty())
        << row.id << " has neither a scenario nor a reason";
    EXPECT_FALSE(shown && !row.no_scenario.empty())
        << row.id << " has a reason, and is shown by " << absl::StrJoin(found->second, ", ");
  }
}

TEST(GuideRowsTest, ScenariosNameNoOther) {
  for (const auto& [row, scenarios] : ReadScenarios()) {
    EXPECT_NE(Guide::BuiltIn().Find(row), nullptr)
        << row << " of " << absl::StrJoin(scenarios, ", ");
  }
}

}  // namespace
}  // namespace mock::scenario
