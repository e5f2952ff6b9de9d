// Every scenario is sound, and what it claims about itself is true.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "mock_common/scenario/loader.h"
#include "mock_entra/directory/directory.h"
#include "mock_entra/errors/catalogue.h"
#include "mock_entra/magic.h"

namespace mock::entra {
namespace {

std::vector<scenario::Scenario> LoadAll() {
  std::vector<scenario::Scenario> scenarios;
  for (const auto& file : std::filesystem::directory_iterator("mock_entra/scenarios")) {
    if (file.path().extension() != ".textproto") continue;
    auto loaded = scenario::LoadScenario(file.path().string());
    EXPECT_TRUE(loaded.ok()) << loaded.status();
    if (loaded.ok()) scenarios.push_back(*std::move(loaded));
  }
  return scenarios;
}

TEST(ScenariosTest, AllLoadAndHaveAClient) {
  const auto scenarios = LoadAll();
  EXPECT_GE(scenarios.size(), 80u);
  for (const auto& scenario : scenarios) EXPECT_TRUE(scenario.has_client()) << scenario.id();
}

TEST(ScenariosTest, TheirDirectoriesAreAccepted) {
  for (const auto& scenario : LoadAll()) {
    Directory directory;
    const absl::Status status = directory.Merge(scenario.directory());
    EXPECT_TRUE(status.ok()) << scenario.id() << ": " << status;
  }
}

// So that all of them can be armed on one server.
TEST(ScenariosTest, NoTwoShareATenant) {
  std::map<std::string, std::string> owners;
  for (const auto& scenario : LoadAll()) {
    for (const auto& tenant : scenario.directory().tenants()) {
      const auto [owner, added] = owners.emplace(tenant.id(), scenario.id());
      EXPECT_TRUE(added) << scenario.id() << " and " << owner->second;
    }
  }
}

TEST(ScenariosTest, NameCodesOfTheCatalogue) {
  for (const auto& scenario : LoadAll()) {
    for (const auto code : scenario.aadsts()) {
      EXPECT_NE(Catalogue::BuiltIn().Find(code), nullptr) << scenario.id() << ": " << code;
    }
  }
}

TEST(ScenariosTest, NameReservedValuesThatSelectTheirCode) {
  for (const auto& scenario : LoadAll()) {
    if (scenario.magic_value().empty()) continue;
    const std::vector<std::string> parts = absl::StrSplit(scenario.magic_value(), '=');
    ASSERT_EQ(parts.size(), 2u) << scenario.id();
    const auto magic =
        parts[0] == "client_secret" ? ParseMagic(parts[1]) : ParseMagicName(parts[1]);
    ASSERT_TRUE(magic.has_value()) << scenario.id();
    EXPECT_THAT(scenario.aadsts(), ::testing::Contains(magic->code)) << scenario.id();
  }
}

}  // namespace
}  // namespace mock::entra
