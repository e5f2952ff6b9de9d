#include "mock_entra/tokens/token_order.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "mock_common/jwt/jwks.h"
#include "mock_common/jwt/jwt.h"
#include "mock_entra/directory/well_known.h"
#include "mock_entra/testing/testing.h"

namespace mock::entra {
namespace {

class TokenOrderTest : public ::testing::Test {
 protected:
  TokenOrderTest() {
    EXPECT_TRUE(directory_.Merge(DefaultDirectory()).ok());
    order_.tenant = "azmock.example";
    order_.client_id = std::string(kDefaultClientId);
    order_.resource = "https://vault.azure.net";
  }

  absl::StatusOr<std::string> Fill() {
    return FillOrder(order_, directory_, *TestKey(), now_, *random_);
  }
  std::string Error() { return std::string(Fill().status().message()); }

  const absl::Time now_ = absl::FromUnixSeconds(1646245526);
  const std::unique_ptr<Random> random_ = Random::Seeded(1);
  Directory directory_;
  TokenOrder order_;
};

TEST_F(TokenOrderTest, TheTokenIsSignedAndForTheResource) {
  const auto token = Fill();
  ASSERT_TRUE(token.ok()) << token.status();
  const auto keys = jwt::KeySet::Parse(jwt::JwksDocument({TestKey()}, ""));
  ASSERT_TRUE(keys.ok());
  const auto read = jwt::VerifyRs256(*token, *keys);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->claims["aud"], "https://vault.azure.net");
  EXPECT_EQ(read->claims["appid"], std::string(kDefaultClientId));
}

TEST_F(TokenOrderTest, TheIssuerIsAtTheHostThatIsNamed) {
  order_.resource = absl::StrCat("api://", kDefaultClientId);  // takes v2.0 tokens
  order_.host = "LOCALHOST:8443";
  const auto token = Fill();
  ASSERT_TRUE(token.ok()) << token.status();
  EXPECT_EQ(jwt::ParseJwt(*token)->claims["iss"],
            "https://localhost:8443/a11ce000-0000-4000-8000-000000000001/v2.0");
}

TEST_F(TokenOrderTest, AFlawIsInTheToken) {
  order_.flaw = TokenFlaw::kAlgNone;
  const auto token = Fill();
  ASSERT_TRUE(token.ok()) << token.status();
  EXPECT_EQ(jwt::ParseJwt(*token)->HeaderString("alg"), "none");
}

TEST_F(TokenOrderTest, WhatIsNotThereIsNamed) {
  order_.resource = "https://nobody.example";
  EXPECT_EQ(Error(),
            "resource: the tenant a11ce000-0000-4000-8000-000000000001 has no resource "
            "\"https://nobody.example\"");
  order_.client_id = "nobody";
  EXPECT_EQ(Error(),
            "client_id: the tenant a11ce000-0000-4000-8000-000000000001 has no application "
            "\"nobody\"");
  order_.tenant = "nowhere.example";
  EXPECT_EQ(Error(), "tenant: the directory has no tenant \"nowhere.example\"");
  EXPECT_EQ(Fill().status().code(), absl::StatusCode::kNotFound);
}

TEST_F(TokenOrderTest, HasTheClaimsThatAreOrdered) {
  order_.claims = R"({"idtyp":"user","wids":["w"]})";
  const auto token = jwt::ParseJwt(*Fill());
  ASSERT_TRUE(token.ok());
  EXPECT_EQ(token->claims["wids"].dump(), R"(["w"])");
  EXPECT_EQ(token->claims["idtyp"], "user");
  order_.claims = "[]";
  EXPECT_EQ(Fill().status().message(), "claims: is not a JSON object");
}

}  // namespace
}  // namespace mock::entra
