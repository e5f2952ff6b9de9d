#include "mock_imds/handlers/imds.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_imds/testing.h"

namespace mock::imds {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr char kToken[] =
    "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://vault.azure.net";

std::string Ask(TestHost& host, const http::Request& request) {
  return Told(HandleImds(host.Receive(request)));
}

TEST(ImdsTest, GivesTheHostsOwnTokenWithEveryNumberAsAText) {
  TestHost host("kind: IMDS");
  EXPECT_EQ(Ask(host, Get(kToken)),
            R"(200 {"access_token":"token of own","client_id":"own-client","expires_in":"86399",)"
            R"("expires_on":"1768564800","ext_expires_in":"86399","not_before":"1768478100",)"
            R"("resource":"https://vault.azure.net","token_type":"Bearer"})");
}

TEST(ImdsTest, FindsAnIdentityByEachOfItsIds) {
  TestHost host("kind: IMDS");
  for (const char* id :
       {"&client_id=SECOND-client", "&object_id=second-object", "&principal_id=second-object",
        "&msi_res_id=/subscriptions/second", "&mi_res_id=/subscriptions/second"}) {
    EXPECT_THAT(Ask(host, Get(std::string(kToken) + id)), HasSubstr("token of second")) << id;
  }
}

TEST(ImdsTest, RefusesWhatItsDocumentationSays) {
  TestHost host("kind: IMDS");
  const std::string path = "/metadata/identity/oauth2/token";
  const auto refusal = [](const std::string& description) {
    return R"(400 {"error":"invalid_request","error_description":")" + description + R"("})";
  };
  EXPECT_EQ(Ask(host, PlainGet(kToken)), refusal("Required metadata header not specified"));
  EXPECT_EQ(Ask(host, PlainGet(kToken, {"Metadata", "false"})),
            refusal("Required metadata header not specified"));
  EXPECT_EQ(Ask(host, Get(kToken, {"X-Forwarded-For", "10.0.0.1"})),
            refusal("Requests with the X-Forwarded-For header are not allowed"));
  EXPECT_EQ(Ask(host, Get(path + "?resource=x")),
            refusal("Required query variable 'api-version' is missing"));
  EXPECT_EQ(Ask(host, Get(path + "?api-version=2017-01-01&resource=x")),
            refusal("The api-version '2017-01-01' is not supported"));
  EXPECT_EQ(Ask(host, Get(path + "?api-version=2018-02-01")),
            refusal("Required query variable 'resource' is missing"));
  EXPECT_EQ(Ask(host, Get(std::string(kToken) + "&client_id=other")),
            refusal("Identity not found"));
}

TEST(ImdsTest, NamesNobodyWhenSeveralAreAssignedAndNoneIsTheHostsOwn) {
  TestHost host("kind: IMDS", "identities { identity: 'a' } identities { identity: 'b' }");
  EXPECT_THAT(Ask(host, Get(kToken)), HasSubstr("Multiple user assigned identities exist"));
}

TEST(ImdsTest, PassesEntrasRefusalOn) {
  TestHost host("kind: IMDS");
  EXPECT_THAT(Ask(host, Get("/metadata/identity/oauth2/token?api-version=2018-02-01&resource=x")),
              StartsWith(R"(400 {"error":"invalid_resource")"));
}

TEST(ImdsTest, OtherMethodsAndPathsAreNotThere) {
  TestHost host("kind: IMDS");
  http::Request post = Get(kToken);
  post.method = "POST";
  EXPECT_EQ(Ask(host, post), "405");
  EXPECT_EQ(Ask(host, Get("/metadata/other")), R"(404 {"error":"Not found"})");
  EXPECT_EQ(HandleImds(host.Receive(Get("/metadata/other"))).remarks.reason,
            "the metadata service has nothing at this path");
}

TEST(ImdsTest, ListsTheVersionsOfItsInterface) {
  TestHost host("kind: IMDS");
  EXPECT_THAT(Ask(host, Get("/metadata/versions")),
              StartsWith(R"(200 {"apiVersions":["2017-03-01","2017-04-02",)"));
  EXPECT_THAT(Ask(host, PlainGet("/metadata/versions")),
              HasSubstr("Required metadata header not specified"));
}

TEST(ImdsTest, ContainerInstancesKnowAResourceIdByItsOlderNameAlone) {
  TestHost host("kind: CONTAINER_INSTANCES");
  EXPECT_THAT(Ask(host, Get(std::string(kToken) + "&msi_res_id=/subscriptions/second")),
              HasSubstr("token of second"));
  EXPECT_THAT(Ask(host, Get(std::string(kToken) + "&mi_res_id=/subscriptions/second")),
              HasSubstr("token of own"));
}

TEST(ImdsTest, ContainerInstancesRefuseAProbeInPlainText) {
  TestHost host("kind: CONTAINER_INSTANCES");
  EXPECT_EQ(Ask(host, PlainGet(kToken)),
            "400 Required metadata header not specified or not correct");
}

}  // namespace
}  // namespace mock::imds
