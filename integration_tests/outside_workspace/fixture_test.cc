#include "gmock/gmock.h"
#include "identity/identity.h"
#include "mock_server/testing/fakes_fixture.h"

namespace {

using azmock::FakesTest;

TEST_F(FakesTest, AnExpiredSecretIsExplained) {
  const auto client = Arm("client-secret-expired").client_secret();
  azure::identity::ClientSecretCredentialOptions options;
  options.client = FakesClientOptions();
  const auto credential = azure::identity::ClientSecretCredential::Create(
      client.tenant_id(), client.client_id(), client.client_secret(), options);
  azure::identity::TokenRequestOptions request;
  request.scopes = {"https://vault.azure.net/.default"};
  const auto token = (*credential)->GetToken(azure::identity::Context::Background(), request);
  EXPECT_THAT(token.status().message(), testing::HasSubstr("are expired"));
}

}  // namespace
