#include "mock_imds/handlers/not_azure.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_imds/testing.h"

namespace mock::imds {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

http::Response Ask(const char* kind) {
  TestHost host(std::string("kind: ") + kind, "");
  return HandleNotAzure(host.Receive(Get("/metadata/identity/oauth2/token")));
}

TEST(NotAzureTest, AnotherCloudKnowsNoToken) {
  const http::Response response = Ask("OTHER_CLOUD");
  EXPECT_EQ(response.headers.Get("Server"), "EC2ws");
  EXPECT_THAT(Told(response), StartsWith("401 <?xml"));
}

TEST(NotAzureTest, DockerDesktopTellsOfAnUnreachableNetwork) {
  EXPECT_THAT(Told(Ask("DOCKER_DESKTOP")), StartsWith("403 connecting to 169.254.169.254:80"));
  EXPECT_THAT(Told(Ask("DOCKER_DESKTOP")), HasSubstr("unreachable network."));
}

TEST(NotAzureTest, ACaptivePortalAsksToSignIn) {
  EXPECT_THAT(Told(Ask("CAPTIVE_PORTAL")), HasSubstr("Sign in"));
  EXPECT_THAT(Told(Ask("CAPTIVE_PORTAL")), StartsWith("200 <!DOCTYPE"));
}

}  // namespace
}  // namespace mock::imds
