#include "mock_entra/exchange/issuer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mock::entra {
namespace {

Authority At(const std::string& host) {
  http::Request request;
  request.host = host;
  request.tls = true;
  return AuthorityOf(request);
}

TEST(IssuerTest, NamesTheCloudsOwnHostInBothVersions) {
  const Authority regional = At("westus2.login.microsoft.com");
  EXPECT_EQ(Issuer(regional, "t", Version::kV2), "https://login.microsoftonline.com/t/v2.0");
  EXPECT_EQ(Issuer(regional, "t", Version::kV1), "https://sts.windows.net/t/");
  EXPECT_EQ(Issuer(At("login.chinacloudapi.cn"), "t", Version::kV1),
            "https://sts.chinacloudapi.cn/t/");
}

TEST(IssuerTest, LeadsBackToTheTenant) {
  const Authority authority = At("login.microsoftonline.com");
  for (const Version version : {Version::kV1, Version::kV2}) {
    EXPECT_EQ(TenantOfIssuer(authority, Issuer(authority, "some-tenant", version)), "some-tenant");
  }
}

TEST(IssuerTest, KnowsNoTenantOfAnotherIssuer) {
  const Authority authority = At("login.microsoftonline.com");
  for (const char* issuer :
       {"", "https://token.actions.example", "https://sts.windows.net/t",
        "https://login.microsoftonline.com/t", "https://login.partner.microsoftonline.cn/t/v2.0"}) {
    EXPECT_EQ(TenantOfIssuer(authority, issuer), "") << issuer;
  }
}

}  // namespace
}  // namespace mock::entra
