#include "mock_entra/endpoints/pipelines_oidc.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "mock_common/jwt/jwt.h"
#include "mock_entra/testing/testing.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

using ::testing::HasSubstr;

constexpr char kPath[] = "/Contoso/Shop/_apis/distributedtask/hubs/build/plans/p/jobs/j/oidctoken";
constexpr char kConnection[] = "c0220000-0000-4000-8000-000000000001";

class PipelinesOidcTest : public ::testing::Test {
 protected:
  PipelinesOidcTest() {
    scenario::EntraDirectory directory;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
        R"pb(organizations {
               name: "Contoso"
               id: "0f900000-0000-4000-8000-000000000001"
               access_tokens: "system-token"
               service_connections {
                 id: "c0220000-0000-4000-8000-000000000001"
                 name: "production"
                 project: "Shop"
               }
               service_connections {
                 id: "c0220000-0000-4000-8000-000000000002"
                 name: "unused"
                 project: "Shop"
                 not_referenced: true
               }
             })pb",
        &directory));
    EXPECT_TRUE(directory_.Merge(directory).ok());
    request_ = Post(absl::StrCat(kPath, "?api-version=7.1&serviceConnectionId=", kConnection), "");
    request_.host = "dev.azure.com";
    request_.path = kPath;
    request_.query = absl::StrCat("api-version=7.1&serviceConnectionId=", kConnection);
    request_.headers.Set("Authorization", "Bearer system-token");
    request_.headers.Set("X-Tfs-Fedauthredirect", "Suppress");
  }

  http::Response Ask() {
    return HandlePipelinesOidc(MakeExchange(request_, setting_, TestNow(), *random_), directory_,
                               *random_);
  }

  http::Response AskQuery(absl::string_view query) {
    request_.query = std::string(query);
    return Ask();
  }

  std::unique_ptr<Random> random_ = Random::Seeded(1);
  scenario::Setting setting_ = TestSetting();
  Directory directory_;
  http::Request request_;
};

TEST_F(PipelinesOidcTest, IssuesAnAssertionAboutTheServiceConnection) {
  const http::Response response = Ask();
  ASSERT_EQ(response.status, 200) << response.body;
  EXPECT_EQ(response.headers.Get("x-vss-e2eid"), "22222222-2222-4222-8222-222222222222");
  EXPECT_EQ(response.headers.Get("x-msedge-ref"),
            "Ref A: 11111111111141118111111111111100 Ref B: AZMOCK Ref C: 2026-01-15T12:00:00Z");
  const std::string token = ParseBody(response)["oidcToken"].get<std::string>();
  const std::string issuer = "https://vstoken.dev.azure.com/0f900000-0000-4000-8000-000000000001";
  const auto jwt = directory_.issuers().Verify(issuer, token, TestNow());
  ASSERT_TRUE(jwt.ok()) << jwt.status();
  EXPECT_EQ(jwt->claims["iss"], issuer);
  EXPECT_EQ(jwt->claims["sub"], "sc://Contoso/Shop/production");
  EXPECT_EQ(jwt->claims["aud"], "api://AzureADTokenExchange");
}

TEST_F(PipelinesOidcTest, IsFoundByItsPathAlsoOnTheOldHost) {
  EXPECT_TRUE(IsPipelinesOidc(request_));
  request_.host = "contoso.visualstudio.com";
  request_.path = "/Shop/_apis/distributedtask/hubs/build/plans/p/jobs/j/oidctoken";
  EXPECT_EQ(Ask().status, 200);
  EXPECT_FALSE(IsPipelinesOidc(Get("/t/oauth2/token")));
}

TEST_F(PipelinesOidcTest, AWrongTokenGets401WithoutABodyIfAskedSo) {
  request_.headers.Set("Authorization", "Bearer wrong");
  const http::Response response = Ask();
  EXPECT_EQ(response.status, 401);
  EXPECT_EQ(response.body, "");
  EXPECT_TRUE(response.headers.Has("x-vss-e2eid"));
  request_.headers.Remove("Authorization");
  EXPECT_EQ(Ask().status, 401);
}

TEST_F(PipelinesOidcTest, ElseItIsSentToTheSignInPage) {
  request_.headers.Remove("X-Tfs-Fedauthredirect");
  request_.headers.Set("Authorization", "Bearer wrong");
  const http::Response response = Ask();
  EXPECT_EQ(response.status, 302);
  EXPECT_THAT(std::string(response.headers.Get("Location")),
              HasSubstr("https://spsprodcus3.vssps.visualstudio.com/_signin?realm=dev.azure.com&"));
  EXPECT_THAT(response.body,
              HasSubstr("<h2>Object moved to <a href=\"https://spsprodcus3.vssps.visualstudio.com/"
                        "_signin?realm=dev.azure.com&amp;reply_to="));
  request_.host = "spsprodcus3.vssps.visualstudio.com";
  request_.path = "/_signin";
  EXPECT_TRUE(IsPipelinesOidc(request_));
  EXPECT_EQ(Ask().status, 203);
}

TEST_F(PipelinesOidcTest, AnUnknownServiceConnectionGets404) {
  const http::Response response = AskQuery("api-version=7.1&serviceConnectionId=nobody");
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(ParseBody(response)["message"], "No service connection found with identifier nobody");
  request_.path = "/Contoso/Other/_apis/distributedtask/oidctoken";
  EXPECT_EQ(AskQuery(absl::StrCat("api-version=7.1&serviceConnectionId=", kConnection)).status, 404)
      << "it belongs to another project";
}

TEST_F(PipelinesOidcTest, AnUnreferencedServiceConnectionIsExplained) {
  const http::Response response =
      AskQuery("api-version=7.1&serviceConnectionId=c0220000-0000-4000-8000-000000000002");
  EXPECT_EQ(response.status, 403);
  const auto body = ParseBody(response);
  EXPECT_EQ(body["value"],
            "There is no explicit reference to service connection "
            "c0220000-0000-4000-8000-000000000002 from current stage Build.Job.__default.");
  EXPECT_EQ(body["count"], body["value"].get<std::string>().size());
}

TEST_F(PipelinesOidcTest, ChecksTheApiVersion) {
  const auto key = [](const http::Response& response) {
    EXPECT_EQ(response.status, 400);
    return ParseBody(response)["typeKey"].get<std::string>();
  };
  EXPECT_EQ(key(AskQuery("api-version=6.0")), "VssInvalidPreviewVersionException");
  EXPECT_EQ(key(AskQuery("api-version=x")), "VssInvalidPreviewVersionException");
  EXPECT_EQ(key(AskQuery("")), "VssVersionNotSpecifiedException");
  EXPECT_EQ(AskQuery("api-version=7.1-preview.1").status, 200);
}

TEST_F(PipelinesOidcTest, WithoutAServiceConnectionItIsAboutThePipeline) {
  const auto jwt =
      jwt::ParseJwt(ParseBody(AskQuery("api-version=7.1"))["oidcToken"].get<std::string>());
  ASSERT_TRUE(jwt.ok());
  EXPECT_EQ(jwt->claims["sub"], "p://Contoso/Shop/pipeline");
}

TEST_F(PipelinesOidcTest, TakesPostAlone) {
  request_.method = "GET";
  const http::Response response = Ask();
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(response.body,
            R"({"count":1,"value":{"Message":"The requested resource does not support http )"
            R"(method 'GET'."}})");
}

TEST_F(PipelinesOidcTest, KnowsNoOtherOrganizations) {
  request_.path = "/Fabrikam/Shop/_apis/oidctoken";
  EXPECT_EQ(Ask().status, 404);
  request_.path = "/oidctoken";
  EXPECT_EQ(Ask().status, 404);
}

}  // namespace
}  // namespace mock::entra
