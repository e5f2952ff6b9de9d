#include "identity/internal/entra/token_request.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/internal/text/url.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

TEST(ScopeParameterTest, AddsMsalsScopes) {
  EXPECT_EQ(ScopeParameter({"https://vault.azure.net/.default"}),
            "https://vault.azure.net/.default openid offline_access profile");
  EXPECT_EQ(ScopeParameter({"b", "a"}), "b a openid offline_access profile");
}

TEST(ScopeParameterTest, LeavesOutBlankAndRepeatedOnes) {
  // The blank in front of the last one makes it another scope.
  EXPECT_EQ(ScopeParameter({"", "openid", " ", "a/.default", "offline_access", " profile"}),
            "a/.default  profile openid offline_access profile");
}

TEST(ClientCredentialsFormTest, IsSortedAndEscaped) {
  const FormFields form = ClientCredentialsForm("c", {"https://vault.azure.net/.default"}, "",
                                                {{"client_secret", "s e&c=ret"}});
  EXPECT_EQ(EncodeForm(form),
            "client_id=c&client_secret=s+e%26c%3Dret&grant_type=client_credentials&"
            "scope=https%3A%2F%2Fvault.azure.net%2F.default+openid+offline_access+profile");
}

TEST(ClientCredentialsFormTest, HasClaimsOnlyWhenThereAreSome) {
  EXPECT_EQ(ClientCredentialsForm("c", {"s"}, "", {}).count("claims"), 0u);
  EXPECT_EQ(ClientCredentialsForm("c", {"s"}, "{}", {})["claims"], "{}");
}

TEST(ClientSecretTest, IsOneFieldWithoutClientInfo) {
  const auto fields = ClientSecret("s")(Context::Background(), {});
  ASSERT_THAT(fields, IsOk());
  EXPECT_THAT(*fields, ElementsAre(Pair("client_secret", "s")));
}

}  // namespace
}  // namespace azure::identity::internal
