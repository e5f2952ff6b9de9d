// The fakes in a test of somebody else's: the example of the README.
#include "gmock/gmock.h"
#include "identity/identity.h"
#include "identity/testing/status_matchers.h"
#include "mock_server/testing/fakes_fixture.h"

namespace {

using azmock::FakesTest;
using azure::identity::ClientSecretCredential;
using azure::identity::ClientSecretCredentialOptions;
using azure::identity::Context;
using azure::identity::StatusIs;
using azure::identity::TokenRequestOptions;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;

TEST_F(FakesTest, AnExpiredSecretIsExplained) {
  const auto client = Arm("client-secret-expired").client_secret();
  ClientSecretCredentialOptions options;
  options.client = FakesClientOptions();
  const auto credential = ClientSecretCredential::Create(client.tenant_id(), client.client_id(),
                                                         client.client_secret(), options);
  TokenRequestOptions request;
  request.scopes = {"https://vault.azure.net/.default"};
  const auto token = (*credential)->GetToken(Context::Background(), request);
  EXPECT_THAT(token, StatusIs(absl::StatusCode::kUnauthenticated, HasSubstr("are expired")));
  EXPECT_THAT(Exchanges(), ElementsAre(EndsWith("/common/discovery/instance 200"),
                                       EndsWith("/v2.0/.well-known/openid-configuration 200"),
                                       EndsWith("/oauth2/v2.0/token 401")));
}

// Each test has fakes of its own: nothing of the one above is here.
TEST_F(FakesTest, TwoServersLiveSideBySide) {
  EXPECT_THAT(Exchanges(), ElementsAre());
  const auto other = azmock::Fakes::Start({});
  ASSERT_TRUE(other.ok()) << other.status();
  EXPECT_NE((*other)->port(), fakes().port());
  mock::scenario::Directory directory;
  directory.add_tenants()->set_id("contoso.example");
  ASSERT_TRUE(fakes().MergeDirectory(directory).ok());
  EXPECT_NE(fakes().entra().directory().FindTenant("contoso.example"), nullptr);
  EXPECT_EQ((*other)->entra().directory().FindTenant("contoso.example"), nullptr);
}

}  // namespace
