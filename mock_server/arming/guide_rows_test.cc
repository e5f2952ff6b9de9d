// Every row of the troubleshooting guides has a scenario that shows it, or a reason why
// there can be none. guide_rows.txt has the rows.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "mock_server/scenario/loader.h"

namespace mock::scenario {
namespace {

// Row -> why no scenario can show it, "" if one can.
std::map<std::string, std::string> ReadRows() {
  std::map<std::string, std::string> rows;
  std::ifstream in("mock_server/arming/guide_rows.txt");
  EXPECT_TRUE(in.is_open());
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || absl::StartsWith(line, "#")) continue;
    std::vector<std::string> cells = absl::StrSplit(line, '|');
    for (std::string& cell : cells) absl::StripAsciiWhitespace(&cell);
    EXPECT_TRUE(cells.size() == 2 || (cells.size() == 3 && !cells[2].empty())) << line;
    const bool added = rows.emplace(cells[0], cells.size() > 2 ? cells[2] : "").second;
    EXPECT_TRUE(added) << cells[0] << " is there twice";
  }
  return rows;
}

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
  for (const auto& [row, reason] : ReadRows()) {
    const auto found = named.find(row);
    const bool shown = found != named.end();
    EXPECT_TRUE(shown || !reason.empty()) << row << " has neither a scenario nor a reason";
    EXPECT_FALSE(shown && !reason.empty())
        << row << " has a reason, and is shown by " << absl::StrJoin(found->second, ", ");
  }
}

TEST(GuideRowsTest, ScenariosNameNoOther) {
  const auto rows = ReadRows();
  for (const auto& [row, scenarios] : ReadScenarios()) {
    EXPECT_EQ(rows.count(row), 1u) << row << " of " << absl::StrJoin(scenarios, ", ");
  }
}

}  // namespace
}  // namespace mock::scenario
