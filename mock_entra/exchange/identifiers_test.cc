#include "mock_entra/exchange/identifiers.h"

#include <gtest/gtest.h>

#include <string>

namespace mock::entra {
namespace {

TEST(IdentifiersTest, TellsGuidsFromOtherTexts) {
  EXPECT_TRUE(IsGuid("797f4846-ba00-4fd7-ba43-dac1f8f63013"));
  EXPECT_TRUE(IsGuid("797F4846-BA00-4FD7-BA43-DAC1F8F63013"));
  // The guide's example: two digits short.
  EXPECT_FALSE(IsGuid("3c631bb7-a9f7-4343-a5ba-a615913"));
  EXPECT_FALSE(IsGuid("797f4846-ba00-4fd7-ba43-dac1f8f6301g"));
  EXPECT_FALSE(IsGuid("797f4846ba00-4fd7-ba43-dac1f8f630130"));
  EXPECT_FALSE(IsGuid(""));
  EXPECT_TRUE(IsNilGuid("00000000-0000-0000-0000-000000000000"));
  EXPECT_FALSE(IsNilGuid("00000000-0000-0000-0000-000000000001"));
}

TEST(IdentifiersTest, TakesNamesOfTwoLabelsForDnsNames) {
  EXPECT_TRUE(IsDnsName("contoso.onmicrosoft.com"));
  EXPECT_TRUE(IsDnsName("a.b"));
  EXPECT_FALSE(IsDnsName("undefined"));
  EXPECT_TRUE(IsDnsName("undefined", 1));
  EXPECT_FALSE(IsDnsName("un_defined", 1));
  EXPECT_FALSE(IsDnsName("some tenant.id"));
  EXPECT_FALSE(IsDnsName("-a.b"));
  EXPECT_FALSE(IsDnsName("a..b"));
  EXPECT_FALSE(IsDnsName(std::string(64, 'a') + ".b"));
  EXPECT_FALSE(IsDnsName(""));
}

TEST(IdentifiersTest, DerivesTheSameGuidFromTheSameText) {
  EXPECT_TRUE(IsGuid(GuidFrom("a")));
  EXPECT_EQ(GuidFrom("a"), GuidFrom("a"));
  EXPECT_NE(GuidFrom("a"), GuidFrom("b"));
}

}  // namespace
}  // namespace mock::entra
