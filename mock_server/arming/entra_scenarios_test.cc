// Every scenario is sound, and what it claims about itself is true.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "mock_entra/entra.h"
#include "mock_entra/errors/catalogue.h"
#include "mock_entra/exchange/magic.h"
#include "mock_server/arming/materialise.h"
#include "mock_server/scenario/loader.h"

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

TEST(EntraScenariosTest, AllLoadAndHaveAClient) {
  const auto scenarios = LoadAll();
  EXPECT_GE(scenarios.size(), 80u);
  for (const auto& scenario : scenarios) EXPECT_TRUE(scenario.has_client()) << scenario.id();
}

absl::StatusOr<std::string> ReadCertificate(const std::string& name) {
  std::ifstream in("mock_entra/testdata/certificates/" + name, std::ios::binary);
  if (!in) return absl::NotFoundError(name + " does not exist");
  return std::string(std::istreambuf_iterator<char>(in), {});
}

// All on one fake, as a server that armed them would.
TEST(EntraScenariosTest, WhatTheyDescribeCanBeMade) {
  VirtualClock clock(VirtualClock::Mode::kFrozen, absl::FromUnixSeconds(1768478400));
  const auto random = Random::Seeded(1);
  EntraOptions options;
  options.clock = &clock;
  options.random = random.get();
  options.signing_keys = {jwt::SigningKey::Generate(clock.Now())};
  Entra entra(options);
  imds::HostList hosts(&clock);
  imds::DeveloperTools tools({&clock, nullptr, nullptr});
  azmock::WholeDirectory directory(&entra.directory(), &hosts, &tools);
  for (auto scenario : LoadAll()) {
    const absl::Status status = azmock::Materialise(entra, directory, ReadCertificate, &scenario);
    EXPECT_TRUE(status.ok()) << scenario.id() << ": " << status;
  }
}

// What has a name of its own in all of Azure.
void AddAzureOf(const scenario::Tenant& tenant, std::vector<std::string>& owned) {
  for (const auto& subscription : tenant.subscriptions()) {
    owned.push_back(subscription.id());
    for (const auto& group : subscription.resource_groups()) {
      for (const auto& vault : group.key_vaults()) owned.push_back("vault " + vault.name());
      for (const auto& account : group.storage_accounts()) {
        owned.push_back("account " + account.name());
      }
    }
  }
}

// So that all of them can be armed on one server. AD FS has one tenant at every
// host: there the applications differ, and rules name their host.
TEST(EntraScenariosTest, NoTwoShareATenantAnOrganizationOrWhatIsInAzure) {
  std::map<std::string, std::string> owners;
  for (const auto& scenario : LoadAll()) {
    std::vector<std::string> owned;
    for (const auto& tenant : scenario.directory().tenants()) {
      AddAzureOf(tenant, owned);
      if (tenant.id() != "adfs") {
        owned.push_back(tenant.id());
        continue;
      }
      for (const auto& application : tenant.applications()) owned.push_back(application.app_id());
      for (const auto& rule : scenario.rules()) {
        EXPECT_NE(rule.match().host(), "") << scenario.id() << ": " << rule.name();
      }
    }
    for (const auto& organization : scenario.directory().organizations()) {
      owned.insert(owned.end(), {organization.name(), organization.id()});
    }
    for (const auto& what : owned) {
      const auto [owner, added] = owners.emplace(what, scenario.id());
      EXPECT_TRUE(added) << scenario.id() << " and " << owner->second;
    }
  }
}

TEST(EntraScenariosTest, NameCodesOfTheCatalogue) {
  for (const auto& scenario : LoadAll()) {
    for (const auto code : scenario.aadsts()) {
      EXPECT_NE(Catalogue::BuiltIn().Find(code), nullptr) << scenario.id() << ": " << code;
    }
  }
}

TEST(EntraScenariosTest, NameReservedValuesThatSelectTheirCode) {
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
