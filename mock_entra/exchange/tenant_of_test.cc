#include "mock_entra/exchange/tenant_of.h"

#include <gtest/gtest.h>

namespace mock::entra {
namespace {

http::Request Get(const std::string& path, const std::string& query = "") {
  http::Request request;
  request.method = "GET";
  request.path = path;
  request.query = query;
  return request;
}

TEST(TenantOfTest, IsTheFirstSegmentOfThePath) {
  EXPECT_EQ(TenantOf(Get("/Contoso.com/oauth2/v2.0/token")), "Contoso.com");
  EXPECT_EQ(TenantOf(Get("/t/v2.0/.well-known/openid-configuration")), "t");
  EXPECT_EQ(TenantOf(Get("/t")), "t");
  EXPECT_EQ(TenantOf(Get("/")), "");
  EXPECT_EQ(TenantOf(Get("")), "");
}

TEST(TenantOfTest, OfInstanceDiscoveryIsInTheAuthorizationEndpoint) {
  EXPECT_EQ(TenantOf(Get("/common/discovery/instance",
                         "api-version=1.1&authorization_endpoint=https%3A%2F%2Flogin.example"
                         "%2Ftenant-1%2Foauth2%2Fv2.0%2Fauthorize")),
            "tenant-1");
}

TEST(TenantOfTest, OfAUserRealmItIsTheUsersDomain) {
  EXPECT_EQ(TenantOf(Get("/common/UserRealm/ada@contoso.example", "api-version=1.0")),
            "contoso.example");
}

TEST(TenantOfTest, OfInstanceDiscoveryWithoutAUsableEndpointIsNone) {
  for (const char* query : {"", "authorization_endpoint=", "authorization_endpoint=tenant",
                            "authorization_endpoint=https://host", "authorization_endpoint=%zz"}) {
    EXPECT_EQ(TenantOf(Get("/common/discovery/instance", query)), "") << query;
  }
}

TEST(TenantOfTest, AnOrganizationStandsForATenant) {
  http::Request request;
  request.path = "/backup/_apis/oidctoken";
  request.host = "contoso.visualstudio.com";
  EXPECT_EQ(TenantOf(request), "contoso");
  request.host = "spsprodcus3.vssps.visualstudio.com";
  EXPECT_EQ(TenantOf(request), "backup");
}

}  // namespace
}  // namespace mock::entra
