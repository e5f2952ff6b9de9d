#include "mock_imds/handlers/imds_v2.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_imds/testing.h"

namespace mock::imds {
namespace {

using ::testing::StartsWith;

constexpr char kAvailable[] = "kind: IMDS imds_v2 { state: AVAILABLE }";
constexpr char kMetadata[] = "/metadata/identity/getplatformmetadata?cred-api-version=2.0";
constexpr char kCredential[] = "/metadata/identity/issuecredential?cred-api-version=2.0";

http::Request Post(absl::string_view target) {
  http::Request request = Get(target);
  request.method = "POST";
  return request;
}

std::string Ask(TestHost& host, const http::Request& request) {
  const auto reply = ReplyOfImdsV2(host.Receive(request));
  return reply ? Told(reply->response) : "not of version 2";
}

std::string Refusal(const std::string& description) {
  return R"(400 {"error":"invalid_request","error_description":")" + description + R"("})";
}

TEST(ImdsV2Test, AHostOfVersion1DoesNotHaveItWhateverElseIsWrong) {
  for (const char* text : {"kind: IMDS", "kind: CONTAINER_INSTANCES"}) {
    TestHost host(text);
    for (const http::Request& request :
         {Get(kMetadata), PlainGet(kMetadata), Post(kCredential), Get(kCredential)}) {
      EXPECT_EQ(Ask(host, request), R"(404 {"error":"Not found"})");
    }
  }
}

TEST(ImdsV2Test, AnswersAProbeWithoutTheMetadataHeaderWith400) {
  TestHost host(kAvailable);
  EXPECT_EQ(Ask(host, PlainGet(kMetadata)), Refusal("Required metadata header not specified"));
  EXPECT_EQ(Ask(host, Get(kMetadata, {"X-Forwarded-For", "10.0.0.1"})),
            Refusal("Requests with the X-Forwarded-For header are not allowed"));
}

TEST(ImdsV2Test, HangsOrErrsIfTheDirectorySaysSo) {
  TestHost hanging("kind: IMDS imds_v2 { state: HANGS }");
  for (const http::Request& request : {Get(kMetadata), Post(kCredential)}) {
    EXPECT_EQ(ReplyOfImdsV2(hanging.Receive(request))->fault.kind, http::Fault::Kind::kHang);
  }
  TestHost erring("kind: IMDS imds_v2 { state: ERRS }");
  const auto reply = ReplyOfImdsV2(erring.Receive(PlainGet(kMetadata)));
  EXPECT_EQ(Told(reply->response), "500");
  EXPECT_EQ(reply->response.headers.Get("Server"), "Microsoft-IIS/10.0");
}

TEST(ImdsV2Test, WantsItsMethodsAndItsVersion) {
  TestHost host(kAvailable);
  EXPECT_THAT(Ask(host, Get(kMetadata)), StartsWith("200 "));
  EXPECT_EQ(Ask(host, Post(kMetadata)), "405");
  EXPECT_EQ(Ask(host, Get(kCredential)), "405");
  EXPECT_EQ(Ask(host, Get("/metadata/identity/getplatformmetadata")),
            Refusal("Required query variable 'cred-api-version' is missing"));
  EXPECT_EQ(Ask(host, Get("/metadata/identity/GetPlatformMetadata?cred-api-version=1.0")),
            Refusal("The cred-api-version '1.0' is not supported"));
  EXPECT_EQ(Ask(host, Get(std::string(kMetadata) + "&mi_res_id=x")),
            Refusal("Unsupported query variables"));
  EXPECT_EQ(Ask(host, Post(std::string(kCredential) + "&bypass_cache=true")),
            Refusal("The request body is not a JSON object with a csr"));
}

TEST(ImdsV2Test, RepeatsTheClientsId) {
  TestHost host(kAvailable);
  const http::Request request = Get(kMetadata, {"x-ms-client-request-id", "the-id"});
  const auto reply = ReplyOfImdsV2(host.Receive(request));
  EXPECT_EQ(reply->response.headers.Get("x-ms-client-request-id"), "the-id");
  EXPECT_EQ(reply->response.headers.Get("x-ms-request-id").size(), 36u);
  EXPECT_FALSE(
      ReplyOfImdsV2(host.Receive(Get(kMetadata)))->response.headers.Has("x-ms-client-request-id"));
}

TEST(ImdsV2Test, OtherPathsAreVersion1s) {
  TestHost host(kAvailable);
  for (const char* path : {"/metadata/identity/oauth2/token", "/metadata/instance", "/"}) {
    EXPECT_EQ(Ask(host, Get(path)), "not of version 2");
  }
}

}  // namespace
}  // namespace mock::imds
