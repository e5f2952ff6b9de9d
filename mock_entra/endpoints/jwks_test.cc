#include "mock_entra/endpoints/jwks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "mock_entra/testing/testing.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

class JwksTest : public ::testing::Test {
 protected:
  JwksTest() { EXPECT_TRUE(directory_.Merge(TestDirectory()).ok()); }

  http::Response Ask(absl::string_view tenant, Version version) {
    const http::Request request = Get("/");
    const scenario::Setting setting = TestSetting();
    return HandleJwks(MakeExchange(request, setting, TestNow(), *random_), directory_, {TestKey()},
                      tenant, version);
  }

  std::unique_ptr<Random> random_ = Random::Seeded(1);
  Directory directory_;
};

TEST_F(JwksTest, PublishesTheSigningKeyForEveryTenant) {
  for (const char* tenant : {kTenant, "common", "organizations", "aadsts-7000215"}) {
    const auto keys = ParseBody(Ask(tenant, Version::kV2))["keys"];
    ASSERT_EQ(keys.size(), 1u);
    EXPECT_EQ(keys[0]["kid"], TestKey()->kid());
    EXPECT_EQ(keys[0]["x5t"], TestKey()->kid());
    EXPECT_EQ(keys[0]["kty"], "RSA");
    EXPECT_EQ(keys[0]["use"], "sig");
    EXPECT_EQ(keys[0]["issuer"], "https://login.microsoftonline.com/{tenantid}/v2.0");
  }
}

TEST_F(JwksTest, HasNoIssuerInV1) {
  EXPECT_FALSE(ParseBody(Ask("common", Version::kV1))["keys"][0].contains("issuer"));
}

TEST_F(JwksTest, RefusesUnknownTenants) {
  const http::Response response = Ask("dead0000-0000-4000-8000-000000000001", Version::kV2);
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(ParseBody(response)["error"], "invalid_tenant");
}

}  // namespace
}  // namespace mock::entra
