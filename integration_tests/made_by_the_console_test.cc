// seen_401_aadsts7000222_test.cc
#include <gmock/gmock.h>

#include "identity/identity.h"
#include "mock_server/scenario/loader.h"
#include "mock_server/testing/fakes_fixture.h"

namespace {

using namespace azure::identity;
using azmock::FakesTest;
using ::testing::Contains;
using ::testing::HasSubstr;

constexpr char kScenario[] = R"scenario(
id: "seen-401-aadsts7000222"
title: "POST /*/oauth2/v2.0/token is answered with 401 AADSTS7000222"
rules {
  match {
    method: "POST"
    path: "/*/oauth2/v2.0/token"
  }
  steps {
    times: -1
    aadsts {
      code: 7000222
    }
  }
}
)scenario";

TEST_F(FakesTest, Seen401Aadsts7000222) {
  const auto scenario = mock::scenario::ParseScenario(kScenario, "scenario");
  ASSERT_TRUE(scenario.ok()) << scenario.status();
  ASSERT_TRUE(fakes().Arm(*scenario).ok());
  const std::string tenant = "a11ce000-0000-4000-8000-000000000001";
  const std::string client = "a11ce000-0000-4000-8000-000000000002";
  ClientSecretCredentialOptions options;
  options.client = FakesClientOptions();
  const auto credential =
      ClientSecretCredential::Create(tenant, client, "azmock-default-secret", options);
  TokenRequestOptions request;
  request.scopes = {"https://vault.azure.net/.default"};
  const auto token = (*credential)->GetToken(Context::Background(), request);
  EXPECT_THAT(std::string(token.status().message()), HasSubstr("AADSTS7000222"));
  EXPECT_THAT(Exchanges(), Contains(HasSubstr("/oauth2/v2.0/token")));
}

}  // namespace
