#include "mock_imds/handlers/azure_ml.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_imds/testing.h"

namespace mock::imds {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string Ask(TestHost& host, const std::string& query, const std::string& secret = "s") {
  const http::Request request = PlainGet("/MSI/auth" + query, {"Secret", secret});
  return Told(HandleAzureMl(host.Receive(request)));
}

constexpr char kQuery[] = "?api-version=2017-09-01&resource=https://vault.azure.net&clientid=";

TEST(AzureMlTest, AnEmptyClientIdIsTheHostsOwn) {
  TestHost host("kind: AZURE_ML secret: 's'");
  EXPECT_EQ(Ask(host, kQuery), R"(200 {"access_token":"token of own","expires_on":"1768564800",)"
                               R"("resource":"https://vault.azure.net","token_type":"Bearer"})");
  EXPECT_THAT(Ask(host, std::string(kQuery) + "first-client"), HasSubstr("token of first"));
}

TEST(AzureMlTest, RefusesWhatIsWrong) {
  TestHost host("kind: AZURE_ML secret: 's'");
  EXPECT_THAT(Ask(host, kQuery, "other"), StartsWith("401 "));
  EXPECT_THAT(Ask(host, "?api-version=2019-08-01"), HasSubstr("api-version"));
  EXPECT_THAT(Ask(host, "?api-version=2017-09-01"), HasSubstr("Resource"));
  EXPECT_THAT(Ask(host, std::string(kQuery) + "other"), HasSubstr("No MSI found"));
}

}  // namespace
}  // namespace mock::imds
