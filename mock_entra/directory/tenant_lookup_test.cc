#include "mock_entra/directory/tenant_lookup.h"

#include <gtest/gtest.h>

#include <string>

#include "mock_entra/testing/testing.h"

namespace mock::entra {
namespace {

class TenantLookupTest : public ::testing::Test {
 protected:
  TenantLookupTest() { EXPECT_TRUE(directory_.Merge(TestDirectory()).ok()); }

  // The code of the refusal and its form, "found" if there is a tenant.
  std::string LookUp(absl::string_view name, TenantUse use) {
    const auto found = LookUpTenant(directory_, name, use);
    const auto* const refusal = std::get_if<Refusal>(&found);
    return refusal == nullptr ? "found" : std::to_string(refusal->code) + refusal->variant;
  }

  Directory directory_;
};

TEST_F(TenantLookupTest, FindsIdsAndDomains) {
  EXPECT_EQ(LookUp(kTenant, TenantUse::kToken), "found");
  EXPECT_EQ(LookUp("CONTOSO.onmicrosoft.com", TenantUse::kMetadata), "found");
}

TEST_F(TenantLookupTest, TellsWhyThereIsNone) {
  EXPECT_EQ(LookUp("", TenantUse::kToken), "90019");
  EXPECT_EQ(LookUp("00000000-0000-0000-0000-000000000000", TenantUse::kToken), "900021");
  EXPECT_EQ(LookUp("undefined", TenantUse::kToken), "900023");
  EXPECT_EQ(LookUp("3c631bb7-a9f7-4343-a5ba-a615913", TenantUse::kToken), "900023");
  EXPECT_EQ(LookUp("dead0000-0000-4000-8000-000000000001", TenantUse::kToken), "90002");
  EXPECT_EQ(LookUp("nobody.example", TenantUse::kToken), "90002");
}

TEST_F(TenantLookupTest, TakesALabelForANameInMetadata) {
  EXPECT_EQ(LookUp("undefined", TenantUse::kMetadata), "90002metadata");
  EXPECT_EQ(LookUp("not a name", TenantUse::kMetadata), "900023metadata");
}

TEST_F(TenantLookupTest, KnowsTheAliases) {
  EXPECT_TRUE(IsTenantAlias("Common"));
  EXPECT_TRUE(IsTenantAlias("organizations"));
  EXPECT_TRUE(IsTenantAlias("consumers"));
  EXPECT_FALSE(IsTenantAlias("contoso"));
}

}  // namespace
}  // namespace mock::entra
