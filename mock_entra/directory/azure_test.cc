#include "mock_entra/directory/azure.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <string>

namespace mock::entra {
namespace {

using ::testing::IsNull;
using ::testing::NotNull;

constexpr char kRead[] = "Contoso.Shop/orders/read";
constexpr char kDelete[] = "Contoso.Shop/orders/delete";

Azure Filled(const std::string& text) {
  scenario::Tenant tenant;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &tenant)) << text;
  Azure azure;
  // Object IDs are names in capitals.
  azure.Fill(tenant, [](absl::string_view name) { return std::string(name) + "-OBJECT"; });
  return azure;
}

TEST(AzureTest, StarsStandForAnyText) {
  EXPECT_TRUE(MatchesAction("*", "A/read"));
  EXPECT_TRUE(MatchesAction("*/read", "A/b/READ"));
  EXPECT_TRUE(MatchesAction("A/*/write", "a/b/c/write"));
  EXPECT_TRUE(MatchesAction("A/*", "A/"));
  EXPECT_TRUE(MatchesAction("a*b*c", "aXbXbc"));
  EXPECT_FALSE(MatchesAction("A/*/write", "A/write"));
  EXPECT_FALSE(MatchesAction("*/read", "A/read/action"));
  EXPECT_FALSE(MatchesAction("A/read", "A/reader"));
  EXPECT_FALSE(MatchesAction("", "A"));
}

TEST(AzureTest, AScopeHoldsWhatIsBelowIt) {
  EXPECT_TRUE(IsInScope("/subscriptions/S/resourceGroups/g", "/subscriptions/s"));
  EXPECT_TRUE(IsInScope("/subscriptions/s", "/Subscriptions/s/"));
  EXPECT_TRUE(IsInScope("/subscriptions/s", "/"));
  EXPECT_FALSE(IsInScope("/subscriptions/s1", "/subscriptions/s"));
  EXPECT_FALSE(IsInScope("/subscriptions", "/subscriptions/s"));
}

TEST(AzureTest, ThingsAreFoundWithoutRegardToCase) {
  const Azure azure = Filled(R"pb(
    subscriptions {
      id: "s1"
      resource_groups {
        name: "g"
        key_vaults {
          name: "Vault"
          secrets { name: "Name" value: "v" }
        }
        storage_accounts { name: "account" }
      }
    })pb");
  ASSERT_THAT(azure.FindSubscription("S1"), NotNull());
  EXPECT_EQ(azure.FindSubscription("S1")->display_name, "s1");
  EXPECT_THAT(azure.FindGroup("s1", "G"), NotNull());
  EXPECT_THAT(azure.FindGroup("s2", "g"), IsNull());
  EXPECT_THAT(azure.FindGroup("s1", "h"), IsNull());
  ASSERT_THAT(azure.FindKeyVault("vault"), NotNull());
  EXPECT_EQ(azure.FindKeyVault("vault")->id,
            "/subscriptions/s1/resourceGroups/g/providers/Microsoft.KeyVault/vaults/Vault");
  EXPECT_EQ(azure.FindKeyVault("vault")->location, "westeurope");
  EXPECT_THAT(azure.FindStorageAccount("Account"), NotNull());
  EXPECT_THAT(azure.FindStorageAccount("vault"), IsNull());
}

TEST(AzureTest, RolesAllowWhatTheyNameAndNoMore) {
  const Azure azure = Filled(R"pb(
    role_definitions {
      name: "Clerk"
      actions: "Contoso.Shop/*"
      not_actions: "*/delete"
      data_actions: "Contoso.Shop/orders/read"
      not_data_actions: "Contoso.Shop/orders/secret/read"
    }
    role_assignments { principal: "ada" role: "clerk" scope: "/subscriptions/s1" })pb");
  const absl::Time now = absl::UnixEpoch();
  const auto allows = [&](const char* who, const char* action, bool on_data, const char* scope) {
    return azure.Allows(who, {action, on_data}, scope, now);
  };
  EXPECT_TRUE(allows("ADA-object", kRead, false, "/subscriptions/s1/x"));
  EXPECT_TRUE(allows("ada-OBJECT", kRead, true, "/subscriptions/s1"));
  EXPECT_FALSE(allows("ada-OBJECT", kDelete, false, "/subscriptions/s1"));
  EXPECT_FALSE(allows("ada-OBJECT", kDelete, true, "/subscriptions/s1"));
  EXPECT_FALSE(allows("ada-OBJECT", kRead, true, "/subscriptions/s2"));
  EXPECT_FALSE(allows("bob-OBJECT", kRead, true, "/subscriptions/s1"));
}

TEST(AzureTest, ARoleCountsFromWhenItIsKnown) {
  const Azure azure = Filled(R"pb(
    role_assignments {
      principal: "ada"
      role: "Reader"
      scope: "/subscriptions/s1/resourceGroups/g"
      effective_from: "2026-01-01T00:05:00Z"
    })pb");
  const absl::Time known =
      absl::FromCivil(absl::CivilMinute(2026, 1, 1, 0, 5), absl::UTCTimeZone());
  const std::string scope = "/subscriptions/s1/resourceGroups/g";
  EXPECT_FALSE(azure.Allows("ada-object", {kRead, false}, scope, known - absl::Nanoseconds(1)));
  EXPECT_TRUE(azure.Allows("ada-object", {kRead, false}, scope, known));
  EXPECT_FALSE(azure.HasRoleAround("ada-object", "/subscriptions/s1", known - absl::Seconds(1)));
  EXPECT_TRUE(azure.HasRoleAround("ada-object", "/subscriptions/s1", known));
  EXPECT_TRUE(azure.HasRoleAround("ada-object", scope + "/x", known));
  EXPECT_FALSE(azure.HasRoleAround("ada-object", "/subscriptions/s2", known));
}

}  // namespace
}  // namespace mock::entra
