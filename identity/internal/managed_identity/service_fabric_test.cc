#include "identity/internal/managed_identity/service_fabric.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_environment.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

constexpr char kThumbprint[] = "0123456789ABCDEF0123456789ABCDEF01234567";

absl::StatusOr<HttpRequest> Request(const std::string& endpoint, const std::string& thumbprint) {
  const auto environment = std::make_shared<FakeEnvironment>(
      std::map<std::string, std::string>{{"IDENTITY_ENDPOINT", endpoint},
                                         {"IDENTITY_HEADER", "shh"},
                                         {"IDENTITY_SERVER_THUMBPRINT", thumbprint}});
  return ServiceFabric(environment).TokenRequest("https://vault.azure.net");
}

TEST(ServiceFabricTest, AsksTheServerWithTheCertificate) {
  const auto request = Request("https://10.0.0.4:2377/metadata/identity/oauth2/token", kThumbprint);
  ASSERT_THAT(request, IsOk());
  EXPECT_EQ(request->method, "GET");
  EXPECT_EQ(request->url,
            "https://10.0.0.4:2377/metadata/identity/oauth2/token?api-version=2019-07-01-preview"
            "&resource=https%3A%2F%2Fvault.azure.net");
  EXPECT_THAT(request->headers.fields(),
              ElementsAre(Pair("Accept", "application/json"), Pair("Secret", "shh")));
  ASSERT_TRUE(request->pin.has_value());
  EXPECT_EQ(request->pin->sha1, kThumbprint);
  EXPECT_EQ(request->pin->setting, "IDENTITY_SERVER_THUMBPRINT");
}

TEST(ServiceFabricTest, ThumbprintsAreTakenAsToolsPrintThem) {
  for (const char* thumbprint : {"0123456789abcdef0123456789abcdef01234567",
                                 "01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67",
                                 "01 23 45 67 89 ab cd ef 01 23 45 67 89 ab cd ef 01 23 45 67 "}) {
    EXPECT_EQ(Request("https://h/", thumbprint)->pin->sha1, kThumbprint);
  }
}

TEST(ServiceFabricTest, RefusesWhatIsNoThumbprint) {
  for (const char* thumbprint : {"0123", "0123456789abcdef0123456789abcdef0123456z",
                                 "0123456789abcdef0123456789abcdef012345678"}) {
    EXPECT_THAT(Request("https://h/", thumbprint),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         "IDENTITY_SERVER_THUMBPRINT must be a SHA-1 certificate thumbprint"));
  }
}

TEST(ServiceFabricTest, SendsNoSecretInTheClear) {
  EXPECT_THAT(Request("http://h/", kThumbprint),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "Service Fabric managed identity endpoint must use HTTPS"));
}

}  // namespace
}  // namespace azure::identity::internal
