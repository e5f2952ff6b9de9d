#include "mock_entra/entra.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "mock_common/jwt/jwks.h"
#include "mock_common/jwt/jwt.h"
#include "mock_entra/directory/well_known.h"
#include "mock_entra/errors/catalogue.h"
#include "mock_entra/testing/testing.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

using ::testing::ElementsAreArray;
using ::testing::HasSubstr;

class EntraTest : public ::testing::Test {
 protected:
  EntraTest() : clock_(VirtualClock::Mode::kFrozen, TestNow()), entra_(Options()) {
    EXPECT_TRUE(entra_.directory().Merge(TestDirectory()).ok());
  }

  EntraOptions Options() {
    EntraOptions options;
    options.clock = &clock_;
    options.random = random_.get();
    options.signing_keys = {TestKey()};
    return options;
  }

  http::Response Ask(const http::Request& request) {
    return entra_.Handle(request, scenario::Setting()).response;
  }

  VirtualClock clock_;
  std::unique_ptr<Random> random_ = Random::Seeded(1);
  Entra entra_;
};

TEST_F(EntraTest, AnOutageOfAStepIsItsAnswer) {
  scenario::Setting setting;
  setting.mutable_outage()->set_kind(scenario::Outage::UNAVAILABLE);
  setting.mutable_outage()->set_retry_after("7");
  const http::Response response = entra_.Handle(Post(kTokenPath, GoodForm()), setting).response;
  EXPECT_EQ(response.status, 503);
  EXPECT_EQ(response.headers.Get("Retry-After"), "7");
  EXPECT_EQ(response.remarks.reason, "an outage of the host is under way");
  setting.mutable_outage()->set_kind(scenario::Outage::NO_ANSWER);
  EXPECT_EQ(entra_.Handle(Post(kTokenPath, GoodForm()), setting).fault.kind,
            http::Fault::Kind::kHang);
}

TEST_F(EntraTest, WalksAClientFromDiscoveryToAVerifiedToken) {
  const auto instance = ParseBody(
      Ask(Get(absl::StrCat("/common/discovery/instance?api-version=1.1&authorization_endpoint=https"
                           "%3A%2F%2Flogin.microsoftonline.com%2F",
                           kTenant, "%2Foauth2%2Fv2.0%2Fauthorize"))));
  EXPECT_EQ(instance["tenant_discovery_endpoint"],
            absl::StrCat("https://login.microsoftonline.com/", kTenant,
                         "/v2.0/.well-known/openid-configuration"));
  const auto document =
      ParseBody(Ask(Get(absl::StrCat("/", kTenant, "/v2.0/.well-known/openid-configuration"))));
  EXPECT_EQ(document["token_endpoint"],
            absl::StrCat("https://login.microsoftonline.com", kTokenPath));
  const auto granted = ParseBody(Ask(Post(kTokenPath, GoodForm())));
  const auto keys =
      jwt::KeySet::Parse(Ask(Get(absl::StrCat("/", kTenant, "/discovery/v2.0/keys"))).body);
  ASSERT_TRUE(keys.ok()) << keys.status();
  const auto token = jwt::VerifyRs256(granted["access_token"].get<std::string>(), *keys);
  ASSERT_TRUE(token.ok()) << token.status();
  EXPECT_EQ(token->claims["aud"], "https://vault.azure.net");
}

TEST_F(EntraTest, ServesEveryEndpointInBothVersionsWithoutRegardToCase) {
  for (const char* path :
       {"/common/.well-known/openid-configuration", "/common/v2.0/.well-known/openid-configuration",
        "/Common/V2.0/.well-known/OpenID-Configuration", "/common/discovery/keys",
        "/common/discovery/v2.0/keys"}) {
    EXPECT_EQ(Ask(Get(path)).status, 200) << path;
  }
  EXPECT_EQ(Ask(Post(kV1TokenPath, GoodForm())).status, 200);
  EXPECT_EQ(Ask(Post(absl::StrCat(kTokenPath, "/"), GoodForm())).status, 200);
}

TEST_F(EntraTest, KnowsNoOtherPaths) {
  for (const char* path : {"/", "/common", "/common/oauth2", "", "/a/b/c/d", "//"}) {
    const http::Response response = Ask(Get(path));
    EXPECT_EQ(response.status, 404) << path;
    EXPECT_EQ(response.body, "");
    EXPECT_TRUE(response.headers.Has("x-ms-request-id"));
  }
}

TEST_F(EntraTest, ReadsDocumentsWithGetOnly) {
  http::Request request = Get("/common/discovery/keys");
  request.method = "POST";
  EXPECT_EQ(Ask(request).status, 405);
  EXPECT_EQ(Ask(request).headers.Get("Allow"), "GET, OPTIONS");
  request.method = "HEAD";
  EXPECT_EQ(Ask(request).status, 200);
}

TEST_F(EntraTest, ShowsThePageForGetAndPostOnly) {
  http::Request request = Get("/common/oauth2/v2.0/authorize?client_id=x");
  request.method = "PUT";
  const http::Response response = Ask(request);
  EXPECT_EQ(response.status, 405);
  EXPECT_THAT(response.body, HasSubstr(">This page takes GET and POST.<"));
}

TEST_F(EntraTest, LetsPagesReadDocuments) {
  for (const char* path : {"/common/discovery/instance", "/common/discovery/v2.0/keys",
                           "/common/v2.0/.well-known/openid-configuration"}) {
    http::Request request = Get(path);
    request.method = "OPTIONS";
    request.headers.Set("Origin", "https://app.example");
    request.headers.Set("Access-Control-Request-Headers", "x-client-sku");
    const http::Response response = Ask(request);
    EXPECT_EQ(response.status, 200) << path;
    EXPECT_EQ(response.headers.Get("Access-Control-Allow-Origin"), "*");
    EXPECT_EQ(response.headers.Get("Access-Control-Allow-Methods"), "GET, OPTIONS");
    EXPECT_EQ(response.headers.Get("Access-Control-Allow-Headers"), "x-client-sku");
  }
}

TEST_F(EntraTest, StartsWithTheDocumentedTenant) {
  const http::Response response =
      Ask(Post(absl::StrCat("/", kDefaultTenantId, "/oauth2/v2.0/token"),
               absl::StrCat("grant_type=client_credentials&client_id=", kDefaultClientId,
                            "&client_secret=", kDefaultClientSecret,
                            "&scope=https%3A%2F%2Fmanagement.azure.com%2F.default")));
  EXPECT_EQ(response.status, 200) << response.body;
}

TEST_F(EntraTest, RotatesItsSigningKeyWithGrace) {
  const auto keys = [this] {
    return *jwt::KeySet::Parse(Ask(Get(absl::StrCat("/", kTenant, "/discovery/v2.0/keys"))).body);
  };
  const auto token = [this] {
    return ParseBody(Ask(Post(kTokenPath, GoodForm())))["access_token"].get<std::string>();
  };
  const std::string before = token();
  entra_.RotateSigningKey(absl::Hours(1));
  const std::string after = token();
  EXPECT_TRUE(jwt::VerifyRs256(before, keys()).ok());
  EXPECT_TRUE(jwt::VerifyRs256(after, keys()).ok());
  clock_.Advance(absl::Hours(1));
  EXPECT_FALSE(jwt::VerifyRs256(before, keys()).ok());
  EXPECT_TRUE(jwt::VerifyRs256(after, keys()).ok());
}

TEST_F(EntraTest, ServesIssuersAndPipelinesAtTheirOwnHosts) {
  scenario::EntraDirectory directory;
  directory.add_issuers()->set_url("https://issuer.example/cluster");
  auto& organization = *directory.add_organizations();
  organization.set_name("org");
  organization.set_id("0f9");
  ASSERT_TRUE(entra_.directory().Merge(directory).ok());
  http::Request request = Get("/cluster/.well-known/openid-configuration");
  EXPECT_EQ(Ask(request).status, 400) << "a tenant of that name is unknown";
  request.host = "issuer.example";
  EXPECT_EQ(ParseBody(Ask(request))["issuer"], "https://issuer.example/cluster");
  EXPECT_EQ(Ask(Post("/org/project/_apis/oidctoken", "")).status, 302);
}

TEST_F(EntraTest, LooksAtTheVirtualClock) {
  const std::string form = absl::StrCat("grant_type=client_credentials&client_id=c&client_secret=s",
                                        "&scope=https%3A%2F%2Fvault.azure.net%2F.default");
  scenario::EntraDirectory directory;
  auto& tenant = *directory.add_tenants();
  tenant.set_id("t.example");
  auto& application = *tenant.add_applications();
  application.set_app_id("c");
  auto& secret = *application.add_secrets();
  secret.set_value("s");
  secret.set_not_after("2026-01-15T13:00:00Z");
  ASSERT_TRUE(entra_.directory().Merge(directory).ok());
  EXPECT_EQ(Ask(Post("/t.example/oauth2/v2.0/token", form)).status, 200);
  clock_.Advance(absl::Hours(1));
  EXPECT_EQ(ParseBody(Ask(Post("/t.example/oauth2/v2.0/token", form)))["error_codes"][0], 7000222);
}

TEST_F(EntraTest, ReachesEveryErrorOfTheCatalogueByAReservedSecret) {
  for (const AadstsRow& row : Catalogue::BuiltIn().rows()) {
    std::string secret = absl::StrCat("aadsts-", row.code);
    if (!row.variant.empty()) absl::StrAppend(&secret, "-", row.variant);
    SCOPED_TRACE(secret);
    const http::Response response =
        Ask(Post("/any.example/oauth2/v2.0/token",
                 absl::StrCat("grant_type=client_credentials&client_id=c&client_secret=", secret)));
    EXPECT_EQ(response.status, row.status);
    const auto body = ParseBody(response);
    EXPECT_EQ(body["error"], row.error);
    EXPECT_THAT(body["error_codes"], ElementsAreArray(row.error_codes));
    EXPECT_EQ(body.value("suberror", ""), row.suberror);
  }
}

TEST_F(EntraTest, ReachesEveryErrorByAReservedClientIdAndTenant) {
  for (const AadstsRow& row : Catalogue::BuiltIn().rows()) {
    if (!row.variant.empty()) continue;
    const std::string guid =
        absl::StrCat("aad57500-0000-0000-0000-", absl::Dec(row.code, absl::kZeroPad12));
    SCOPED_TRACE(guid);
    EXPECT_EQ(ParseBody(Ask(Post(kTokenPath, "client_id=" + guid)))["error_codes"][0], row.code);
    EXPECT_EQ(ParseBody(Ask(Post(absl::StrCat("/", guid, "/oauth2/v2.0/token"),
                                 GoodForm())))["error_codes"][0],
              row.code);
  }
}

TEST_F(EntraTest, RendersCatalogueErrorsForScenarios) {
  scenario::CatalogueError error;
  error.set_code(700016);
  http::Response response =
      entra_.Render(error, Post(kTokenPath, "client_id=x"), scenario::Setting());
  EXPECT_EQ(response.status, 400);
  EXPECT_THAT(response.body, HasSubstr("'x' was not found in the directory 'Contoso'."));
  (*error.mutable_values())["appId"] = "y";
  EXPECT_THAT(entra_.Render(error, Post(kTokenPath, "client_id=x"), scenario::Setting()).body,
              HasSubstr("'y' was not found"));

  error.set_code(7000215);
  (*error.mutable_values())["variant"] = "2019";
  EXPECT_THAT(entra_.Render(error, Post(kTokenPath, ""), scenario::Setting()).body,
              HasSubstr("AADSTS7000215: Invalid client secret is provided. Trace ID: "));
}

TEST_F(EntraTest, RendersMetadataErrorsAsMetadataHasThem) {
  scenario::CatalogueError error;
  error.set_code(90002);
  const http::Request request = Get("/t1.example/v2.0/.well-known/openid-configuration");
  const auto body = ParseBody(entra_.Render(error, request, scenario::Setting()));
  EXPECT_EQ(body["error"], "invalid_tenant");
  EXPECT_THAT(body["error_description"].get<std::string>(), HasSubstr("Tenant 't1.example' not"));
}

TEST_F(EntraTest, ServesManyThreads) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([this, t] {
      for (int i = 0; i < 25; ++i) {
        const bool right = (i + t) % 2 == 0;
        const http::Request request =
            Post(kTokenPath, right ? GoodForm() : GoodForm() + "&client_secret=");
        EXPECT_EQ(Ask(request).status, 200);
        EXPECT_EQ(Ask(Get("/nobody.example/v2.0/.well-known/openid-configuration")).status, 400);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace mock::entra
