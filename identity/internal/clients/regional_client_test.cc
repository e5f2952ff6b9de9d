// What a client asks when AZURE_REGIONAL_AUTHORITY_NAME gives it a region.
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/internal/clients/confidential_client.h"
#include "identity/internal/testing/fake_authority.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::ElementsAre;

constexpr char kLocation[] =
    "http://169.254.169.254/metadata/instance/compute?api-version=2021-02-01";

class RegionalClientTest : public ::testing::Test {
 protected:
  void Set(const char* name, const std::string& value) { authority_.environment->Set(name, value); }
  void ExpectLocation(FakeTransport::Answer answer) {
    authority_.transport->Expect(std::move(answer), UrlContains("169.254.169.254"));
  }
  // The URLs that a client asks for its first token.
  std::vector<std::string> UrlsOf(const ConfidentialClientOptions& options) {
    auto client = ConfidentialClient::Create(options, ClientSecret("s")).value();
    EXPECT_THAT(client->GetToken(Context::Background(), {{"s"}, "", "", false}), IsOk());
    EXPECT_THAT(client->GetToken(Context::Background(), {{"s"}, "", "", false}), IsOk());
    std::vector<std::string> urls;
    for (const HttpRequest& request : authority_.transport->requests()) urls.push_back(request.url);
    return urls;
  }
  ConfidentialClientOptions Options() {
    return {"ClientSecretCredential", "Tenant", "c", {}, false, authority_.Options()};
  }

  FakeAuthority authority_;
};

TEST_F(RegionalClientTest, AsksItsAuthorityAndNoDiscovery) {
  Set("AZURE_REGIONAL_AUTHORITY_NAME", "westus2");
  EXPECT_THAT(UrlsOf(Options()),
              ElementsAre("https://westus2.login.microsoft.com/tenant/v2.0/.well-known/"
                          "openid-configuration?",
                          "https://login.microsoftonline.com/t/oauth2/v2.0/token"));
}

TEST_F(RegionalClientTest, WithoutDiscoveryAsksItsAuthorityToo) {
  Set("AZURE_REGIONAL_AUTHORITY_NAME", "westus2");
  ConfidentialClientOptions options = Options();
  options.disable_instance_discovery = true;
  EXPECT_THAT(UrlsOf(options),
              ElementsAre("https://westus2.login.microsoft.com/tenant/v2.0/.well-known/"
                          "openid-configuration?",
                          "https://login.microsoftonline.com/t/oauth2/v2.0/token"));
}

TEST_F(RegionalClientTest, AsksTheGlobalAuthorityIfItsRegionIsNotDetected) {
  Set("AZURE_REGIONAL_AUTHORITY_NAME", "TryAutoDetect");
  ExpectLocation(Respond(404, ""));
  ExpectLocation(Respond(404, ""));
  EXPECT_THAT(UrlsOf(Options()),
              ElementsAre(kLocation, kLocation, ::testing::HasSubstr(kDiscovery),
                          "https://login.microsoftonline.com/Tenant/v2.0/.well-known/"
                          "openid-configuration?",
                          "https://login.microsoftonline.com/t/oauth2/v2.0/token"));
}

TEST_F(RegionalClientTest, OfAdfsHasNoRegion) {
  Set("AZURE_REGIONAL_AUTHORITY_NAME", "westus2");
  ConfidentialClientOptions options = Options();
  options.tenant_id = "adfs";
  options.client.cloud.authority_host = "https://login.microsoftonline.com";
  EXPECT_THAT(UrlsOf(options),
              ElementsAre("https://login.microsoftonline.com/adfs/.well-known/"
                          "openid-configuration?",
                          "https://login.microsoftonline.com/t/oauth2/v2.0/token"));
}

TEST_F(RegionalClientTest, SendsNothingToAnInvalidRegion) {
  Set("AZURE_REGIONAL_AUTHORITY_NAME", "a b");
  const auto client = ConfidentialClient::Create(Options(), ClientSecret("s")).value();
  EXPECT_THAT(client->GetToken(Context::Background(), {{"s"}, "", "", false}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       ::testing::HasSubstr(
                           "ClientSecretCredential: unable to resolve an endpoint: invalid region "
                           "\"a b\": region must be a lowercase ASCII DNS label of at most 63 "
                           "characters. To troubleshoot")));
  EXPECT_THAT(authority_.transport->requests(), ::testing::IsEmpty());
}

}  // namespace
}  // namespace azure::identity::internal
