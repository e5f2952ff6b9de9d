#include "mock_entra/exchange/authority.h"

#include <gtest/gtest.h>

namespace mock::entra {
namespace {

Authority Asked(const char* host, const char* host_header, bool tls = true) {
  http::Request request;
  request.host = host;
  request.headers.Set("Host", host_header);
  request.tls = tls;
  return AuthorityOf(request);
}

TEST(AuthorityTest, TakesTheNamesOfThePublicCloud) {
  const Authority authority = Asked("login.microsoftonline.com", "login.microsoftonline.com");
  EXPECT_EQ(authority.base, "https://login.microsoftonline.com");
  EXPECT_EQ(authority.issuer_base, "https://login.microsoftonline.com");
  EXPECT_EQ(authority.cloud->v1_issuer_host, "sts.windows.net");
}

TEST(AuthorityTest, KeepsAnAliasInEndpointsButNotInTheIssuer) {
  const Authority authority = Asked("login.chinacloudapi.cn", "login.chinacloudapi.cn");
  EXPECT_EQ(authority.base, "https://login.chinacloudapi.cn");
  EXPECT_EQ(authority.issuer_base, "https://login.partner.microsoftonline.cn");
  EXPECT_EQ(authority.error_base, "https://login.chinacloudapi.cn");
}

TEST(AuthorityTest, ForgetsThePortOfRealNames) {
  EXPECT_EQ(Asked("login.microsoftonline.us", "login.microsoftonline.us:40123").base,
            "https://login.microsoftonline.us");
}

TEST(AuthorityTest, IssuesInTheNameOfAForeignHostButPointsErrorsToThePublicCloud) {
  const Authority authority = Asked("localhost", "LocalHost:8443");
  EXPECT_EQ(authority.base, "https://localhost:8443");
  EXPECT_EQ(authority.issuer_base, "https://localhost:8443");
  EXPECT_EQ(authority.error_base, "https://login.microsoftonline.com");
  EXPECT_EQ(Asked("localhost", "localhost:8080", false).base, "http://localhost:8080");
}

TEST(AuthorityTest, LeavesTheUsualPortOut) {
  EXPECT_EQ(Asked("localhost", "localhost:443").base, "https://localhost");
  EXPECT_EQ(Asked("localhost", "localhost").base, "https://localhost");
}

TEST(AuthorityTest, AForeignHostNamesNoOther) {
  EXPECT_TRUE(Asked("localhost", "localhost:8443").foreign);
  EXPECT_EQ(Asked("localhost", "localhost:8443").graph_base, "https://localhost:8443/graph");
  EXPECT_EQ(Asked("graph.microsoft.us", "graph.microsoft.us").graph_base,
            "https://graph.microsoft.us");
  const Authority real = Asked("login.microsoftonline.us", "login.microsoftonline.us");
  EXPECT_FALSE(real.foreign);
  EXPECT_EQ(real.graph_base, "https://graph.microsoft.us");
}

TEST(AuthorityTest, FindsThePathOfItsUrlsWithOrWithoutAPort) {
  const auto path = [](const char* host_header, const char* url) {
    const Authority authority = Asked("localhost", host_header);
    return std::string(PathAt(authority, url).value_or("elsewhere"));
  };
  EXPECT_EQ(path("localhost:8443", "https://localhost:8443/t/v2.0"), "/t/v2.0");
  EXPECT_EQ(path("localhost", "https://LocalHost:8443/t/v2.0"), "/t/v2.0");
  EXPECT_EQ(path("localhost:8443", "https://localhost/t/v2.0"), "/t/v2.0");
  EXPECT_EQ(path("[::1]", "https://[::1]:8443/t"), "/t");
  EXPECT_EQ(path("localhost:8443", "https://localhost:9443/t"), "elsewhere");
  EXPECT_EQ(path("localhost:8443", "http://localhost:8443/t"), "elsewhere");
  EXPECT_EQ(path("localhost:8443", "https://localhost:8443"), "elsewhere");
  EXPECT_EQ(path("localhost:8443", "https://localhost.evil.example/t"), "elsewhere");
  const Authority china = Asked("login.chinacloudapi.cn", "login.chinacloudapi.cn");
  EXPECT_EQ(PathAt(china, "https://login.partner.microsoftonline.cn/t"), "/t");
  EXPECT_EQ(PathAt(china, "https://login.chinacloudapi.cn/t"), "/t");
  EXPECT_EQ(PathAt(china, "https://login.chinacloudapi.cn:8443/t"), std::nullopt);
}

TEST(AuthorityTest, KnowsRegionalHostsAndLoneClouds) {
  EXPECT_EQ(Asked("westus2.login.microsoft.com", "westus2.login.microsoft.com").error_base,
            "https://westus2.login.microsoft.com");
  const Authority government = Asked("usgovvirginia.login.microsoftonline.us", "");
  EXPECT_EQ(government.base, "https://usgovvirginia.login.microsoftonline.us");
  EXPECT_EQ(government.issuer_base, "https://login.microsoftonline.us");
  EXPECT_EQ(Asked("login.sovcloud-identity.fr", "login.sovcloud-identity.fr").issuer_base,
            "https://login.sovcloud-identity.fr");
}

TEST(AuthorityTest, KnowsTheHostsOfMutualTls) {
  for (const char* host :
       {"mtlsauth.microsoft.com", "westus2.mtlsauth.microsoft.com",
        "usgovvirginia.mtlsauth.microsoftonline.us", "mtlsauth.partner.microsoftonline.cn"}) {
    EXPECT_TRUE(IsMtlsHost(host)) << host;
    EXPECT_FALSE(IsTrustedHost(host)) << host;
  }
  EXPECT_FALSE(IsMtlsHost("login.microsoftonline.com"));
  EXPECT_FALSE(IsMtlsHost("evilmtlsauth.microsoft.com"));
  const Authority regional =
      Asked("westus2.mtlsauth.microsoft.com", "westus2.mtlsauth.microsoft.com:40123");
  EXPECT_EQ(regional.error_base, "https://westus2.mtlsauth.microsoft.com");
  EXPECT_EQ(regional.issuer_base, "https://login.microsoftonline.com");
  EXPECT_EQ(Asked("mtlsauth.microsoftonline.us", "x").issuer_base,
            "https://login.microsoftonline.us");
  EXPECT_EQ(Asked("mtlsauth.partner.microsoftonline.cn", "x").issuer_base,
            "https://login.partner.microsoftonline.cn");
}

TEST(AuthorityTest, TrustsEntrasHostsOnly) {
  for (const char* host :
       {"login.windows.net", "login.partner.microsoftonline.cn", "login.chinacloudapi.cn",
        "login.microsoftonline.de", "login-us.microsoftonline.com", "login.microsoftonline.us",
        "login.microsoftonline.com", "login.microsoft.com", "sts.windows.net",
        "login.usgovcloudapi.net", "login.sovcloud-identity.sg"}) {
    EXPECT_TRUE(IsTrustedHost(host)) << host;
  }
  EXPECT_FALSE(IsTrustedHost("login.microsoftonline.com.evil.example"));
  EXPECT_FALSE(IsTrustedHost("localhost"));
  EXPECT_FALSE(IsTrustedHost(""));
}

}  // namespace
}  // namespace mock::entra
