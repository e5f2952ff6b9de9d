#include "mock_imds/handlers/cloud_shell.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_imds/testing.h"

namespace mock::imds {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

http::Request Post(absl::string_view body) {
  http::Request request = Get("/oauth2/token");
  request.method = "POST";
  request.body = std::string(body);
  return request;
}

TEST(CloudShellTest, GivesTheTokenForAForm) {
  TestHost host("kind: CLOUD_SHELL");
  const http::Request request = Post("resource=https%3A%2F%2Fvault.azure.net");
  EXPECT_THAT(Told(HandleCloudShell(host.Receive(request))),
              StartsWith(R"(200 {"access_token":"token of own")"));
}

TEST(CloudShellTest, GivesTheTokenAsImdsWould) {
  TestHost host("kind: CLOUD_SHELL");
  const http::Request request =
      Get("/metadata/identity/oauth2/token?resource=https://vault.azure.net");
  EXPECT_THAT(Told(HandleCloudShell(host.Receive(request))), StartsWith("200 "));
}

TEST(CloudShellTest, ServesSomeAudiencesOnly) {
  TestHost host("kind: CLOUD_SHELL");
  const http::Request request = Post("resource=https%3A%2F%2Fazconfig.io%2F");
  EXPECT_EQ(Told(HandleCloudShell(host.Receive(request))),
            R"(400 {"error":{"code":"AudienceNotSupported","message":"Audience )"
            R"(https://azconfig.io/ is not a supported MSI token audience."}})");
}

TEST(CloudShellTest, WantsTheHeaderAndAResource) {
  TestHost host("kind: CLOUD_SHELL");
  http::Request request = Post("");
  EXPECT_THAT(Told(HandleCloudShell(host.Receive(request))), HasSubstr("resource not specified"));
  request.headers.Remove("Metadata");
  EXPECT_THAT(Told(HandleCloudShell(host.Receive(request))), HasSubstr("metadata header"));
}

TEST(CloudShellTest, TakesAnyBytes) {
  TestHost host("kind: CLOUD_SHELL");
  const http::Request request = Get("/oauth2/token?resource=%FF");
  EXPECT_THAT(Told(HandleCloudShell(host.Receive(request))),
              AllOf(StartsWith("400 "), HasSubstr("Audience \xEF\xBF\xBD is not")));
}

}  // namespace
}  // namespace mock::imds
