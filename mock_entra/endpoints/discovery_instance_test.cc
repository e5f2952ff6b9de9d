#include "mock_entra/endpoints/discovery_instance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "absl/strings/str_cat.h"
#include "mock_entra/testing/testing.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

class DiscoveryInstanceTest : public ::testing::Test {
 protected:
  http::Response Ask(const std::string& query, const std::vector<std::string>& extra_hosts = {}) {
    const http::Request request = Get(absl::StrCat("/common/discovery/instance?", query));
    const scenario::Setting setting = TestSetting();
    return HandleDiscoveryInstance(MakeExchange(request, setting, TestNow(), *random_),
                                   extra_hosts);
  }

  std::unique_ptr<Random> random_ = Random::Seeded(1);
};

constexpr char kEndpoint[] =
    "authorization_endpoint=https%3A%2F%2Flogin.microsoftonline.com%2Ft1%2Foauth2%2Fv2.0%2F"
    "authorize";

TEST_F(DiscoveryInstanceTest, ListsTheInstancesOfTheRealService) {
  const http::Response response = Ask(absl::StrCat("api-version=1.1&", kEndpoint));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(
      response.body,
      R"({"tenant_discovery_endpoint":"https://login.microsoftonline.com/t1/v2.0/.well-known/)"
      R"(openid-configuration","api-version":"1.1","metadata":[)"
      R"({"preferred_network":"login.microsoftonline.com","preferred_cache":"login.windows.net",)"
      R"("aliases":["login.microsoftonline.com","login.windows.net","login.microsoft.com",)"
      R"("sts.windows.net"]},)"
      R"({"preferred_network":"login.partner.microsoftonline.cn",)"
      R"("preferred_cache":"login.partner.microsoftonline.cn",)"
      R"("aliases":["login.partner.microsoftonline.cn","login.chinacloudapi.cn"]},)"
      R"({"preferred_network":"login.microsoftonline.de",)"
      R"("preferred_cache":"login.microsoftonline.de","aliases":["login.microsoftonline.de"]},)"
      R"({"preferred_network":"login.microsoftonline.us",)"
      R"("preferred_cache":"login.microsoftonline.us",)"
      R"("aliases":["login.microsoftonline.us","login.usgovcloudapi.net"]},)"
      R"({"preferred_network":"login-us.microsoftonline.com",)"
      R"("preferred_cache":"login-us.microsoftonline.com",)"
      R"("aliases":["login-us.microsoftonline.com"]}]})");
}

TEST_F(DiscoveryInstanceTest, KnewNoListBeforeApiVersion11) {
  EXPECT_EQ(Ask(absl::StrCat("api-version=1.0&", kEndpoint)).body,
            R"({"tenant_discovery_endpoint":"https://login.microsoftonline.com/t1/v2.0/)"
            R"(.well-known/openid-configuration"})");
}

TEST_F(DiscoveryInstanceTest, PointsV1ClientsToTheV1Document) {
  EXPECT_EQ(ParseBody(Ask("authorization_endpoint=https%3A%2F%2Flogin.windows.net%2Ft1%2Foauth2%2F"
                          "authorize"))["tenant_discovery_endpoint"],
            "https://login.windows.net/t1/.well-known/openid-configuration");
}

TEST_F(DiscoveryInstanceTest, RefusesAForeignAuthority) {
  for (const char* url : {"https%3A%2F%2Flogin.private.example%2Ft1%2Foauth2%2Fv2.0%2Fauthorize",
                          "http%3A%2F%2Flogin.microsoftonline.com%2Ft1%2Foauth2%2Fauthorize",
                          "https%3A%2F%2Flogin.microsoftonline.com", "nonsense"}) {
    const http::Response response =
        Ask(absl::StrCat("api-version=1.1&authorization_endpoint=", url));
    EXPECT_EQ(response.status, 400) << url;
    EXPECT_EQ(response.body,
              R"({"error":"invalid_instance","error_description":"AADSTS50049: Unknown or invalid )"
              R"(instance. Trace ID: 11111111-1111-4111-8111-111111111100 Correlation ID: )"
              R"(22222222-2222-4222-8222-222222222222 Timestamp: 2026-01-15 12:00:00Z",)"
              R"("error_codes":[50049],"timestamp":"2026-01-15 12:00:00Z",)"
              R"("trace_id":"11111111-1111-4111-8111-111111111100",)"
              R"("correlation_id":"22222222-2222-4222-8222-222222222222",)"
              R"("error_uri":"https://login.microsoftonline.com/error?code=50049"})");
  }
}

TEST_F(DiscoveryInstanceTest, VouchesForHostsItIsToldOf) {
  const auto body =
      ParseBody(Ask("api-version=1.1&authorization_endpoint=https%3A%2F%2FLocalhost"
                    "%3A8443%2Ft1%2Foauth2%2Fv2.0%2Fauthorize",
                    {"localhost:8443"}));
  EXPECT_EQ(body["tenant_discovery_endpoint"],
            "https://localhost:8443/t1/v2.0/.well-known/openid-configuration");
  EXPECT_EQ(body["metadata"].back()["aliases"][0], "localhost:8443");
}

TEST_F(DiscoveryInstanceTest, VouchesForEveryPortOfAHostWithoutOne) {
  const std::string query =
      "api-version=1.1&authorization_endpoint=https%3A%2F%2Flocalhost%3A1234%2Ft1%2Foauth2%2Fv2.0"
      "%2Fauthorize";
  EXPECT_EQ(ParseBody(Ask(query, {"localhost"}))["metadata"].back()["preferred_network"],
            "localhost:1234");
  EXPECT_EQ(Ask(query, {"localhost:8443"}).status, 400);
}

TEST_F(DiscoveryInstanceTest, NamesTheMissingParameter) {
  EXPECT_EQ(ParseBody(Ask("api-version=1.1"))["error_codes"][0], 900144);
  EXPECT_EQ(ParseBody(Ask("%zz"))["error_codes"][0], 900144);
}

}  // namespace
}  // namespace mock::entra
