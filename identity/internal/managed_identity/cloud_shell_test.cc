#include "identity/internal/managed_identity/cloud_shell.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_environment.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

absl::StatusOr<HttpRequest> Request(const std::string& endpoint) {
  const auto environment = std::make_shared<FakeEnvironment>(
      std::map<std::string, std::string>{{"MSI_ENDPOINT", endpoint}});
  return CloudShell(environment).TokenRequest("https://vault.azure.net");
}

TEST(CloudShellTest, PostsTheResource) {
  const auto request = Request("http://localhost:50342/oauth2/token?x=y");
  ASSERT_THAT(request, IsOk());
  EXPECT_EQ(request->method, "POST");
  EXPECT_EQ(request->url, "http://localhost:50342/oauth2/token?x=y");
  EXPECT_THAT(request->headers.fields(),
              ElementsAre(Pair("Content-Type", "application/x-www-form-urlencoded"),
                          Pair("Metadata", "true")));
  EXPECT_EQ(request->body, "resource=https%3A%2F%2Fvault.azure.net");
}

TEST(CloudShellTest, AnEndpointThatIsNoUrlIsNamed) {
  EXPECT_THAT(Request("https://t .com"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "couldn't parse \"https://t .com\": parse \"https://t .com\": "
                       "invalid character \" \" in host name"));
  EXPECT_THAT(Request("localhost"),
              StatusIs(absl::StatusCode::kInvalidArgument, "no Host in request URL"));
}

}  // namespace
}  // namespace azure::identity::internal
