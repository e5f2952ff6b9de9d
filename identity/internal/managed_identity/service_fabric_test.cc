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
  const auto host = ServiceFabric::Create(environment);
  if (!host.ok()) return host.status();
  return (*host)->TokenRequest("https://vault.azure.net");
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
  EXPECT_EQ(request->pin->other_certificate,
            "TLS certificate thumbprint from Service Fabric did not match "
            "IDENTITY_SERVER_THUMBPRINT");
  EXPECT_EQ(request->pin->redirected,
            "redirects are not permitted for managed identity on Service Fabric");
}

TEST(ServiceFabricTest, ThumbprintsAreTakenAsToolsPrintThem) {
  for (const char* thumbprint :
       {"0123456789abcdef0123456789abcdef01234567",
        "01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67",
        "01 23 45 67 89 ab cd ef 01 23\t45 67 89 ab cd ef 01 23 45 67\n"}) {
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
  for (const char* endpoint : {"http://h/", "h", "/", "https:", "https:///metadata", "//h/"}) {
    EXPECT_THAT(Request(endpoint, kThumbprint),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         "managed identity endpoint for Service Fabric must use HTTPS"))
        << endpoint;
  }
  EXPECT_THAT(Request("HTTPS://h/", kThumbprint), IsOk());
}

TEST(ServiceFabricTest, RefusesAnEndpointThatIsNoUrl) {
  EXPECT_THAT(Request("://h", kThumbprint), StatusIs(absl::StatusCode::kInvalidArgument,
                                                     "parse \"://h\": missing protocol scheme"));
}

}  // namespace
}  // namespace azure::identity::internal
