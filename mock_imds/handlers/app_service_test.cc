#include "mock_imds/handlers/app_service.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_imds/testing.h"

namespace mock::imds {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr char kQuery[] = "/msi/token/?api-version=2019-08-01&resource=https://vault.azure.net";
constexpr char kOlder[] = "/msi/token/?api-version=2017-09-01&resource=https://vault.azure.net";

std::string Ask(TestHost& host, const std::string& target, const char* header) {
  const http::Request request = PlainGet(target, {header, "the secret"});
  return Told(HandleAppService(host.Receive(request)));
}

TEST(AppServiceTest, GivesTheTokenInBothVersions) {
  TestHost host("kind: APP_SERVICE secret: 'the secret'");
  EXPECT_EQ(
      Ask(host, kQuery, "X-IDENTITY-HEADER"),
      R"(200 {"access_token":"token of own","expires_on":"1768564800",)"
      R"("resource":"https://vault.azure.net","token_type":"Bearer","client_id":"own-client"})");
  EXPECT_EQ(
      Ask(host, kOlder, "Secret"),
      R"(200 {"access_token":"token of own","expires_on":"01/16/2026 12:00:00 +00:00",)"
      R"("resource":"https://vault.azure.net","token_type":"Bearer","client_id":"own-client"})");
}

TEST(AppServiceTest, FindsAnIdentityByWhatItsVersionCallsIt) {
  TestHost host("kind: APP_SERVICE secret: 'the secret'");
  for (const char* id : {"&client_id=first-client", "&principal_id=first-object",
                         "&object_id=first-object", "&mi_res_id=/subscriptions/first"}) {
    EXPECT_THAT(Ask(host, std::string(kQuery) + id, "X-IDENTITY-HEADER"),
                HasSubstr("token of first"));
  }
  EXPECT_THAT(Ask(host, std::string(kOlder) + "&clientid=first-client", "Secret"),
              HasSubstr("token of first"));
}

TEST(AppServiceTest, KnowsNoSecretButItsOwn) {
  TestHost host("kind: APP_SERVICE");
  EXPECT_EQ(Ask(host, kQuery, "X-IDENTITY-HEADER"), "401");
  TestHost other("kind: APP_SERVICE secret: 'the secret'");
  EXPECT_EQ(Ask(other, kQuery, "Secret"), "401");
  EXPECT_EQ(Ask(other, kOlder, "X-IDENTITY-HEADER"), "401");
}

TEST(AppServiceTest, WordsItsRefusalsByVersion) {
  TestHost host("kind: APP_SERVICE secret: 'the secret'");
  EXPECT_EQ(Ask(host, std::string(kQuery) + "&client_id=x", "X-IDENTITY-HEADER"),
            R"(400 {"statusCode":400,"message":"No User Assigned or Delegated Managed Identity )"
            R"(found for specified ClientId/ResourceId/PrincipalId.",)"
            R"("correlationId":"4ce26535-1769-4001-96e3-9019ce00922d"})");
  EXPECT_EQ(Ask(host, std::string(kOlder) + "&clientid=x", "Secret"),
            R"(400 {"StatusCode":400,"Message":"No MSI found for specified ClientId/ResourceId.",)"
            R"("CorrelationId":"4ce26535-1769-4001-96e3-9019ce00922d"})");
  EXPECT_THAT(Ask(host, "/msi/token/?api-version=2019-08-01", "X-IDENTITY-HEADER"),
              HasSubstr("Resource is not specified."));
  EXPECT_THAT(Ask(host, "/msi/token/?resource=x", "X-IDENTITY-HEADER"),
              HasSubstr("ApiVersionUnspecified"));
  EXPECT_THAT(Ask(host, "/msi/token/?resource=x&api-version=2020-06-01", "X-IDENTITY-HEADER"),
              HasSubstr("does not support the API version '2020-06-01'"));
  EXPECT_THAT(Ask(host, "/msi/token/?resource=x&api-version=%FF", "X-IDENTITY-HEADER"),
              HasSubstr("does not support the API version '\xEF\xBF\xBD'"));
}

TEST(AppServiceTest, HidesWhatEntraSays) {
  TestHost host("kind: APP_SERVICE secret: 'the secret'");
  EXPECT_THAT(Ask(host, "/msi/token/?api-version=2019-08-01&resource=x", "X-IDENTITY-HEADER"),
              StartsWith(R"(500 {"statusCode":500,"message":"An unexpected error occured)"));
  const http::Request request = PlainGet("/msi/token/?api-version=2019-08-01&resource=x",
                                         {"X-IDENTITY-HEADER", "the secret"});
  EXPECT_EQ(HandleAppService(host.Receive(request)).remarks.reason,
            "Entra ID refused the host: the tenant has no resource of this name");
}

TEST(AppServiceTest, ContainerAppsKnowTheNewerVersionOnly) {
  TestHost host("kind: CONTAINER_APPS secret: 'the secret'");
  EXPECT_THAT(Ask(host, kQuery, "X-IDENTITY-HEADER"), StartsWith("200 "));
  EXPECT_EQ(Ask(host, kOlder, "Secret"), "401");
  http::Request post = PlainGet(kQuery, {"X-IDENTITY-HEADER", "the secret"});
  post.method = "POST";
  EXPECT_EQ(Told(HandleAppService(host.Receive(post))), "405");
}

}  // namespace
}  // namespace mock::imds
