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

TEST(ImdsScenariosTest, EveryKindOfHostHasOne) {
  std::set<int> kinds;
  for (const auto& scenario : LoadAll()) {
    for (const auto& host : scenario.directory().hosts()) kinds.insert(host.kind());
  }
  EXPECT_EQ(static_cast<int>(kinds.size()), scenario::ManagedIdentityHost::Kind_MAX);
}

}  // namespace
}  // namespace mock::imds
