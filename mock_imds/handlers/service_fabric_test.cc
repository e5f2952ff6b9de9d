#include "mock_imds/handlers/service_fabric.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_imds/testing.h"

namespace mock::imds {
namespace {

using ::testing::HasSubstr;

std::string Ask(TestHost& host, const std::string& query, const std::string& secret) {
  const http::Request request =
      PlainGet("/metadata/identity/oauth2/token" + query, {"Secret", secret});
  return Told(HandleServiceFabric(host.Receive(request)));
}

constexpr char kQuery[] = "?api-version=2019-07-01-preview&resource=https://vault.azure.net";

TEST(ServiceFabricTest, GivesTheTokenWithANumber) {
  TestHost host("kind: SERVICE_FABRIC secret: 's'");
  EXPECT_EQ(Ask(host, kQuery, "s"),
            R"(200 {"token_type":"Bearer","access_token":"token of own","expires_on":1768564800,)"
            R"("resource":"https://vault.azure.net"})");
}

TEST(ServiceFabricTest, NamesEachFault) {
  TestHost host("kind: SERVICE_FABRIC secret: 's'");
  EXPECT_EQ(Ask(host, kQuery, ""),
            R"(400 {"error":{"correlationId":"4ce26535-1769-4001-96e3-9019ce00922d",)"
            R"("code":"SecretHeaderNotFound","message":"Secret is not found in the request )"
            R"(headers."}})");
  EXPECT_THAT(Ask(host, kQuery, "other"), HasSubstr("ManagedIdentityNotFound"));
  EXPECT_THAT(Ask(host, "?resource=x", "s"), HasSubstr("InvalidApiVersion"));
  EXPECT_THAT(Ask(host, "?api-version=2019-07-01-preview", "s"), HasSubstr("ArgumentNullOrEmpty"));
}

}  // namespace
}  // namespace mock::imds
