#include "mock_imds/handlers/pod_identity.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_imds/testing.h"

namespace mock::imds {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr char kToken[] =
    "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://vault.azure.net";

TEST(PodIdentityTest, GivesTheTokenOfTheIdentityThatIsBound) {
  TestHost host("kind: POD_IDENTITY", "identities { identity: 'pod' }");
  const http::Request request = Get(std::string(kToken) + "&client_id=pod-client");
  EXPECT_THAT(Told(HandlePodIdentity(host.Receive(request))), HasSubstr(R"("refresh_token":"")"));
}

TEST(PodIdentityTest, WordsItsErrorsAsNmi) {
  TestHost host("kind: POD_IDENTITY", "");
  const http::Request other = Get(std::string(kToken) + "&client_id=other");
  EXPECT_EQ(Told(HandlePodIdentity(host.Receive(other))),
            "404 no azure identity found for request clientID other\n");
  EXPECT_EQ(Told(HandlePodIdentity(host.Receive(Get(kToken)))), "500 pod list is empty\n");
  EXPECT_THAT(Told(HandlePodIdentity(host.Receive(PlainGet(kToken)))), StartsWith("400 metadata"));
  EXPECT_THAT(Told(HandlePodIdentity(host.Receive(Get("/metadata/identity/oauth2/token")))),
              StartsWith("400 parameter resource"));
}

}  // namespace
}  // namespace mock::imds
