#include "mock_entra/tenant_of_request.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "mock_entra/entra.h"
#include "mock_entra/testing/testing.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

constexpr char kUser[] = "username=ada%40contoso.example&password=p";
constexpr char kScope[] = "&scope=https%3A%2F%2Fvault.azure.net%2F.default+offline_access";
constexpr char kOrganizations[] = "/organizations/oauth2/v2.0/token";

class TenantOfRequestTest : public ::testing::Test {
 protected:
  TenantOfRequestTest() : clock_(VirtualClock::Mode::kFrozen, TestNow()), entra_(Options()) {
    scenario::EntraDirectory directory;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
        R"pb(tenants {
               id: "c0"
               domains: "contoso.example"
               applications { app_id: "app" public_client: true redirect_uris: "http://localhost" }
               users { name: "ada@contoso.example" password: "p" }
             }
             tenants { id: "fabrikam.example" })pb",
        &directory));
    const absl::Status merged = entra_.directory().Merge(directory);
    EXPECT_TRUE(merged.ok()) << merged;
  }

  EntraOptions Options() {
    EntraOptions options;
    options.clock = &clock_;
    options.random = random_.get();
    options.signing_keys = {TestKey()};
    return options;
  }

  std::string TenantOf(const http::Request& request) { return entra_.TenantOf(request); }
  http::Response Send(const http::Request& request) {
    return entra_.Handle(request, scenario::Setting()).response;
  }
  std::string FormOf(const std::string& grant_type, const std::string& more) {
    return absl::StrCat("grant_type=", grant_type, "&client_id=app&", more, kScope);
  }
  // The tenant of a request for tokens at /organizations.
  std::string OfGrant(const std::string& grant_type, const std::string& more) {
    return TenantOf(Post(kOrganizations, FormOf(grant_type, more)));
  }

  VirtualClock clock_;
  const std::unique_ptr<Random> random_ = Random::Seeded(1);
  Entra entra_;
};

TEST_F(TenantOfRequestTest, ATenantThatIsNamedCountsAsItIsWritten) {
  EXPECT_EQ(TenantOf(Post("/Contoso.Example/oauth2/v2.0/token", kUser)), "Contoso.Example");
  EXPECT_EQ(TenantOf(Post("/nobody/oauth2/v2.0/token", FormOf("password", kUser))), "nobody");
}

TEST_F(TenantOfRequestTest, OfATokenAtAnAliasItIsWhatTheGrantRestsOn) {
  EXPECT_EQ(OfGrant("password", kUser), "c0");
  const auto tokens = ParseBody(Send(Post(kOrganizations, FormOf("password", kUser))));
  ASSERT_TRUE(tokens.contains("refresh_token")) << tokens;
  const auto refresh = absl::StrCat("refresh_token=", tokens["refresh_token"].get<std::string>());
  EXPECT_EQ(OfGrant("refresh_token", refresh), "c0");
  EXPECT_EQ(TenantOf(Post("/common/oauth2/token", FormOf("refresh_token", refresh))), "c0");
}

TEST_F(TenantOfRequestTest, ADeviceCodeIsTheApplicationsTenantsAndThenTheUsers) {
  const http::Request ask =
      Post("/organizations/oauth2/v2.0/devicecode", "client_id=app&scope=openid");
  EXPECT_EQ(TenantOf(ask), "c0");
  const auto given = ParseBody(Send(ask));
  const std::string user_code = given["user_code"];
  const std::string form = absl::StrCat("device_code=", given["device_code"].get<std::string>());
  EXPECT_EQ(OfGrant("device_code", form), "c0");
  EXPECT_EQ(TenantOf(Post("/common/oauth2/deviceauth", "user_code=" + user_code)), "c0");
  EXPECT_EQ(TenantOf(Post("/common/oauth2/deviceauth",
                          absl::StrCat("user_code=", user_code, "&", kUser))),
            "c0");
}

TEST_F(TenantOfRequestTest, OnPagesItIsWhoSignsInThenWhoseApplicationAsks) {
  const std::string page = "/common/oauth2/v2.0/authorize";
  EXPECT_EQ(TenantOf(Get(page + "?client_id=app")), "c0");
  EXPECT_EQ(TenantOf(Get(page + "?client_id=app&login_hint=bob%40fabrikam.example")),
            "fabrikam.example");
  EXPECT_EQ(TenantOf(Post(page, kUser)), "c0");
}

TEST_F(TenantOfRequestTest, WhatIsNobodysIsTheAliass) {
  EXPECT_EQ(TenantOf(Get("/common/discovery/v2.0/keys")), "common");
  EXPECT_EQ(TenantOf(Post(kOrganizations, "grant_type=password&username=x%40nobody.example")),
            "organizations");
  // Azure CLI's, which is in every tenant.
  EXPECT_EQ(TenantOf(Post("/organizations/oauth2/v2.0/devicecode",
                          "client_id=04b07795-8ddb-461a-bbee-02f9e1bf7b46")),
            "organizations");
}

}  // namespace
}  // namespace mock::entra
