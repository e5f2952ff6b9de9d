#include "mock_entra/exchange/magic.h"

#include <gtest/gtest.h>

namespace mock::entra {
namespace {

TEST(MagicTest, SelectsACodeOrAnOlderFormOfIt) {
  const auto today = ParseMagic("aadsts-7000215");
  ASSERT_TRUE(today.has_value());
  EXPECT_EQ(today->code, 7000215);
  EXPECT_EQ(today->variant, "");
  const auto older = ParseMagic("AADSTS-7000215-2019");
  ASSERT_TRUE(older.has_value());
  EXPECT_EQ(older->variant, "2019");
}

TEST(MagicTest, LeavesOrdinaryValuesAlone) {
  for (const char* value :
       {"", "secret", "aadsts", "aadsts-", "aadsts-1", "aadsts-x", "aadsts-7000215-1999",
        "aadsts-7000215x", "http-200", "http-0503", "http-", "fault-", "fault-fire",
        "my aadsts-7000215", "aadsts--7000215", "token-", "token-fine"}) {
    EXPECT_FALSE(ParseMagic(value).has_value()) << value;
    EXPECT_FALSE(ParseMagicName(value).has_value()) << value;
  }
}

TEST(MagicTest, SelectsStatusesAndFaults) {
  EXPECT_EQ(ParseMagic("http-503")->status, 503);
  EXPECT_EQ(ParseMagic("http-429")->status, 429);
  EXPECT_EQ(ParseMagic("fault-reset")->fault, http::Fault::Kind::kReset);
  EXPECT_EQ(ParseMagic("token-alg-none")->token_flaw, TokenFlaw::kAlgNone);
  EXPECT_EQ(ParseMagic("fault-truncate-body")->fault, http::Fault::Kind::kTruncateBody);
}

TEST(MagicTest, HidesCodesInGuidsAndDomainsOfNames) {
  EXPECT_EQ(ParseMagicName("aad57500-0000-0000-0000-000007000215")->code, 7000215);
  EXPECT_EQ(ParseMagicName("AAD57500-0000-0000-0000-000000090002")->code, 90002);
  EXPECT_EQ(ParseMagicName("aadsts-90002.example.com")->code, 90002);
  EXPECT_EQ(ParseMagicName("aadsts-7000215-2019.example")->variant, "2019");
  EXPECT_FALSE(ParseMagicName("aad57500-0000-0000-0000-000000000001").has_value());
  EXPECT_FALSE(ParseMagicName("aad57500-0000-0000-0000-00000700021a").has_value());
  EXPECT_FALSE(ParseMagic("aadsts-90002.example.com").has_value());
}

TEST(MagicTest, KnowsWhichErrorsConcernTheTenant) {
  EXPECT_TRUE(IsTenantError(90002));
  EXPECT_TRUE(IsTenantError(900023));
  EXPECT_FALSE(IsTenantError(7000215));
}

TEST(MagicTest, OfAUserNameStandsBeforeTheDomain) {
  EXPECT_EQ(ParseMagicUserName("aadsts-50126@contoso.example")->code, 50126);
  EXPECT_FALSE(ParseMagicUserName("ada@aadsts-50126.example").has_value());
}

TEST(MagicTest, TheTenantsWinsOverTheClientsAndThatOverTheRest) {
  TokenRequest request;
  request.form = {{"code", "aadsts-70008"}, {"username", "aadsts-50126@contoso.example"}};
  EXPECT_EQ(FindMagic(request)->code, 50126);
  request.client_secret = "http-503";
  EXPECT_EQ(FindMagic(request)->status, 503);
  request.client_id = "aadsts-700016";
  EXPECT_EQ(FindMagic(request)->code, 700016);
  request.tenant = "aadsts-90002.example";
  EXPECT_EQ(FindMagic(request)->code, 90002);
  EXPECT_FALSE(FindMagic(TokenRequest()).has_value());
}

}  // namespace
}  // namespace mock::entra
