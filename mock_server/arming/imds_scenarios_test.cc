// Every scenario is sound, and what it claims about itself is true.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "mock_server/scenario/loader.h"

namespace mock::imds {
namespace {

std::vector<scenario::Scenario> LoadAll() {
  std::vector<scenario::Scenario> scenarios;
  for (const auto& file : std::filesystem::directory_iterator("mock_imds/scenarios")) {
    if (file.path().extension() != ".textproto") continue;
    auto loaded = scenario::LoadScenario(file.path().string());
    EXPECT_TRUE(loaded.ok()) << loaded.status();
    if (loaded.ok()) scenarios.push_back(*std::move(loaded));
  }
  return scenarios;
}

bool IsOfADevelopersTool(const scenario::Client& client) {
  return client.has_azure_cli() || client.has_azure_developer_cli() ||
         client.has_azure_powershell();
}

TEST(ImdsScenariosTest, AllLoadAndAreAboutWhatIsOnAMachine) {
  const auto scenarios = LoadAll();
  EXPECT_GE(scenarios.size(), 220u);
  for (const auto& scenario : scenarios) {
    const auto& client = scenario.client();
    if (client.has_default_azure() || IsOfADevelopersTool(client)) continue;
    EXPECT_TRUE(client.has_managed_identity()) << scenario.id();
    EXPECT_EQ(scenario.directory().hosts_size(), 1) << scenario.id();
  }
}

TEST(ImdsScenariosTest, NoTwoShareATenant) {
  std::map<std::string, std::string> owners;
  for (const auto& scenario : LoadAll()) {
    for (const auto& tenant : scenario.directory().tenants()) {
      const auto [owner, added] = owners.emplace(tenant.id(), scenario.id());
      EXPECT_TRUE(added) << scenario.id() << " and " << owner->second;
    }
  }
}

// Those of the Go guide, today's and older ones, and what only others' guides have.
TEST(ImdsScenariosTest, EveryRowOfTheGuidesThatAHostCanCauseHasOne) {
  std::set<std::string> rows;
  for (const auto& scenario : LoadAll()) {
    rows.insert(scenario.guide_rows().begin(), scenario.guide_rows().end());
  }
  for (const char* row :
       {"TSG-MIHOST-1", "TSG-MIHOST-2", "TSG-MIHOST-3", "TSG-MIHOST-4", "TSG-VM-1",
        "TSG-VM-2",     "TSG-VM-3",     "TSG-VM-4",     "TSG-APPSVC-1", "TSG-DAC-3",
        "TSG-P-IMDS",   "TSG-P-APPSVC", "TSG-OLD-2",    "TSG-OLD-3",    "TSG-NET-13",
        "TSG-NET-27",   "TSG-JAVA-2",   "TSG-PY-1",     "TSG-JS-6",     "TSG-RUST-1",
        "TSG-RUST-2",   "TSG-ARC-1",    "TSG-SF-5",     "TSG-SF-6",     "TSG-SF-7",
        "TSG-SF-8"}) {
    EXPECT_THAT(rows, ::testing::Contains(row));
  }
  for (const char* row :
       {"TSG-DAC-1", "TSG-DAC-4", "TSG-CLI-1", "TSG-CLI-3", "TSG-AZD-1", "TSG-PWSH-1", "TSG-NET-6",
        "TSG-NET-9", "TSG-NET-10", "TSG-NET-19", "TSG-NET-20", "TSG-JAVA-9", "TSG-JAVA-10",
        "TSG-JS-4", "TSG-JS-5", "TSG-PY-5", "TSG-CPP-1", "TSG-RUST-3", "TSG-RUST-4"}) {
    EXPECT_THAT(rows, ::testing::Contains(row));
  }
}

TEST(ImdsScenariosTest, EveryKindOfHostHasOne) {
  std::set<int> kinds;
  for (const auto& scenario : LoadAll()) {
    for (const auto& host : scenario.directory().hosts()) kinds.insert(host.kind());
  }
  EXPECT_EQ(static_cast<int>(kinds.size()), scenario::ManagedIdentityHost::Kind_MAX);
}

}  // namespace
}  // namespace mock::imds
