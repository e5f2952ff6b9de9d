#include "mock_entra/tokens/access_token.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <set>

#include "mock_common/jwt/jwks.h"
#include "mock_common/jwt/jwt.h"
#include "mock_entra/testing/testing.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

class AccessTokenTest : public ::testing::Test {
 protected:
  AccessTokenTest() {
    EXPECT_TRUE(directory_.Merge(TestDirectory()).ok());
    tenant_ = directory_.FindTenant(kTenant);
  }

  std::string Issue(const std::string& resource, std::vector<std::string> capabilities = {}) {
    const Authority authority = AuthorityOf(Get("/"));
    const RequestedResource requested{tenant_->FindResource(resource), resource};
    const TokenInput input{
        authority, *tenant_, *tenant_->FindApplication(kClient), requested, std::move(capabilities),
        TestNow()};
    const auto token = IssueAccessToken(input, *TestKey(), *random_);
    EXPECT_TRUE(token.ok()) << token.status();
    return *token;
  }

  // Verified against the published keys.
  static jwt::Jwt Verified(const std::string& token) {
    const auto keys = jwt::KeySet::Parse(jwt::JwksDocument({TestKey()}, ""));
    EXPECT_TRUE(keys.ok());
    auto verified = jwt::VerifyRs256(token, *keys);
    EXPECT_TRUE(verified.ok()) << verified.status();
    return *std::move(verified);
  }

  static std::set<std::string> Names(const nlohmann::json& claims) {
    std::set<std::string> names;
    for (const auto& [name, value] : claims.items()) names.insert(name);
    return names;
  }

  std::unique_ptr<Random> random_ = Random::Seeded(1);
  Directory directory_;
  std::shared_ptr<const Tenant> tenant_;
};

constexpr std::int64_t kNow = 1768478400;

TEST_F(AccessTokenTest, GivesV1ResourcesV1Claims) {
  const jwt::Jwt token = Verified(Issue("https://vault.azure.net"));
  EXPECT_EQ(token.header["typ"], "JWT");
  EXPECT_EQ(token.header["alg"], "RS256");
  EXPECT_EQ(token.header["kid"], TestKey()->kid());
  EXPECT_EQ(token.header["x5t"], TestKey()->kid());
  const auto& claims = token.claims;
  EXPECT_EQ(claims["aud"], "https://vault.azure.net");
  EXPECT_EQ(claims["iss"], std::string("https://sts.windows.net/") + kTenant + "/");
  EXPECT_EQ(claims["idp"], claims["iss"]);
  EXPECT_EQ(claims["appid"], kClient);
  EXPECT_EQ(claims["appidacr"], "1");
  EXPECT_EQ(claims["tid"], kTenant);
  EXPECT_EQ(claims["oid"], tenant_->FindApplication(kClient)->service_principal_id);
  EXPECT_EQ(claims["sub"], claims["oid"]);
  EXPECT_EQ(claims["ver"], "1.0");
  EXPECT_EQ(claims["iat"], kNow - 300);
  EXPECT_EQ(claims["nbf"], kNow - 300);
  EXPECT_EQ(claims["exp"], kNow + 3600);
  EXPECT_FALSE(claims.contains("azp"));
  EXPECT_FALSE(claims.contains("xms_cc"));
  EXPECT_EQ(claims["xms_tcdt"], 1577836800);
}

TEST_F(AccessTokenTest, GivesV2ResourcesTheClaimsSeenInRealTokens) {
  const jwt::Jwt token = Verified(Issue("https://api.contoso.example"));
  EXPECT_FALSE(token.header.contains("x5t"));
  const auto& claims = token.claims;
  EXPECT_EQ(Names(claims),
            (std::set<std::string>{"aio", "aud", "azp", "azpacr", "exp", "iat", "iss", "nbf", "oid",
                                   "rh", "roles", "sub", "tid", "uti", "ver", "xms_ftd"}));
  EXPECT_EQ(claims["aud"], "7e570000-0000-4000-8000-0000000000aa");
  EXPECT_EQ(claims["iss"], std::string("https://login.microsoftonline.com/") + kTenant + "/v2.0");
  EXPECT_EQ(claims["azp"], kClient);
  EXPECT_EQ(claims["azpacr"], "1");
  EXPECT_EQ(claims["ver"], "2.0");
  EXPECT_EQ(claims["roles"], nlohmann::json::array({"Things.Read", "Things.Write"}));
  EXPECT_EQ(claims["exp"], kNow + 601);
}

TEST_F(AccessTokenTest, RepeatsTheClientsCapabilities) {
  const jwt::Jwt token = Verified(Issue("https://vault.azure.net", {"cp1"}));
  EXPECT_EQ(token.claims["xms_cc"], nlohmann::json::array({"cp1"}));
}

TEST_F(AccessTokenTest, NeverIssuesTheSameTokenTwice) {
  std::set<std::string> utis;
  for (int i = 0; i < 20; ++i) {
    const jwt::Jwt token = Verified(Issue("https://vault.azure.net"));
    const std::string uti = token.claims["uti"];
    EXPECT_EQ(uti.size(), 22u);
    EXPECT_TRUE(utis.insert(uti).second);
  }
}

}  // namespace
}  // namespace mock::entra
