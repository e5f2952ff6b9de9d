#include "identity/internal/managed_identity/azure_ml.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_environment.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

class AzureMlTest : public ::testing::Test {
 protected:
  absl::StatusOr<HttpRequest> Request(std::optional<ManagedIdentityId> id = std::nullopt) {
    return AzureMl(std::move(id), environment_).TokenRequest("https://vault.azure.net");
  }

  std::shared_ptr<FakeEnvironment> environment_ =
      std::make_shared<FakeEnvironment>(std::map<std::string, std::string>{
          {"MSI_ENDPOINT", "http://h/token"}, {"MSI_SECRET", "shh"}});
};

TEST_F(AzureMlTest, AsksAsTheApiOf2017Wants) {
  const auto request = Request();
  ASSERT_THAT(request, IsOk());
  EXPECT_EQ(request->method, "GET");
  EXPECT_EQ(request->url,
            "http://h/token?api-version=2017-09-01&clientid="
            "&resource=https%3A%2F%2Fvault.azure.net");
  EXPECT_THAT(request->headers.fields(), ElementsAre(Pair("Secret", "shh")));
}

TEST_F(AzureMlTest, TheEnvironmentNamesTheIdentityUnlessTheOptionsDo) {
  environment_->Set("DEFAULT_IDENTITY_CLIENT_ID", "default");
  EXPECT_THAT(Request()->url, ::testing::HasSubstr("&clientid=default&"));
  EXPECT_THAT(Request(ManagedIdentityId::Client("mine"))->url,
              ::testing::HasSubstr("&clientid=mine&"));
}

TEST_F(AzureMlTest, AnEndpointThatIsNoUrlIsNamed) {
  environment_->Set("MSI_ENDPOINT", "://bad");
  EXPECT_THAT(Request(), StatusIs(absl::StatusCode::kInvalidArgument,
                                  "parse \"://bad\": missing protocol scheme"));
}

}  // namespace
}  // namespace azure::identity::internal
