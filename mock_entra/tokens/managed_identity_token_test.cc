#include "mock_entra/tokens/managed_identity_token.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_common/jwt/jwt.h"
#include "mock_entra/testing/testing.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

using ::testing::HasSubstr;

class ManagedIdentityTokenTest : public testing::Test {
 protected:
  ManagedIdentityTokenTest() { EXPECT_TRUE(directory_.Merge(TestDirectory()).ok()); }

  std::variant<ManagedIdentityToken, ManagedIdentityRefusal> Issue(
      absl::string_view resource, const std::string& bound_to = "") {
    return IssueManagedIdentityToken(MakeExchange(request_, setting_, TestNow(), *random_),
                                     *directory_.FindTenant(kTenant),
                                     {"web", "the-client", "the-principal", "/subscriptions/s/web"},
                                     resource, *TestKey(), *random_, bound_to);
  }

  const std::unique_ptr<Random> random_ = Random::Seeded(1);
  const http::Request request_ = Get("/");
  const scenario::Setting setting_ = TestSetting();
  Directory directory_;
};

TEST_F(ManagedIdentityTokenTest, SaysWhoTheIdentityIs) {
  const auto issued = Issue("https://vault.azure.net");
  ASSERT_TRUE(std::holds_alternative<ManagedIdentityToken>(issued));
  const auto& token = std::get<ManagedIdentityToken>(issued);
  EXPECT_EQ(token.lifetime, absl::Seconds(86399));
  EXPECT_EQ(token.expires_on, TestNow() + absl::Hours(24));
  const auto jwt = jwt::ParseJwt(token.access_token);
  ASSERT_TRUE(jwt.ok());
  EXPECT_EQ(jwt->claims["appid"], "the-client");
  EXPECT_EQ(jwt->claims["appidacr"], "2");
  EXPECT_EQ(jwt->claims["oid"], "the-principal");
  EXPECT_EQ(jwt->claims["sub"], "the-principal");
  EXPECT_EQ(jwt->claims["xms_mirid"], "/subscriptions/s/web");
  EXPECT_EQ(jwt->claims["exp"], absl::ToUnixSeconds(TestNow() + absl::Hours(24)));
  EXPECT_FALSE(jwt->claims.contains("cnf"));
}

TEST_F(ManagedIdentityTokenTest, SaysWhichCertificateItIsBoundTo) {
  // Resources of both versions of tokens.
  for (const std::string resource : {"https://vault.azure.net", "https://graph.microsoft.com"}) {
    const auto issued = Issue(resource, std::string(32, '\xff'));
    ASSERT_TRUE(std::holds_alternative<ManagedIdentityToken>(issued));
    const auto jwt = jwt::ParseJwt(std::get<ManagedIdentityToken>(issued).access_token);
    ASSERT_TRUE(jwt.ok());
    EXPECT_EQ(jwt->claims["cnf"]["x5t#S256"], std::string(42, '_') + "8");
    EXPECT_EQ(jwt->claims["xms_tbflags"], 2);
  }
}

TEST_F(ManagedIdentityTokenTest, AnUnknownResourceIsRefusedInEntrasWords) {
  const auto issued = Issue("https://nowhere.example");
  ASSERT_TRUE(std::holds_alternative<ManagedIdentityRefusal>(issued));
  const auto& refusal = std::get<ManagedIdentityRefusal>(issued);
  EXPECT_EQ(refusal.status, 400);
  EXPECT_THAT(refusal.body, HasSubstr(R"({"error":"invalid_resource","error_description":"AADSTS)"
                                      R"(500011: The resource principal named )"
                                      R"(https://nowhere.example was not found)"));
}

}  // namespace
}  // namespace mock::entra
