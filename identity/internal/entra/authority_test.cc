#include "identity/internal/entra/authority.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_environment.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;

TEST(ResolveAuthorityHostTest, TheOptionComesBeforeTheEnvironmentBeforeThePublicCloud) {
  FakeEnvironment environment;
  EXPECT_THAT(ResolveAuthorityHost({}, environment),
              IsOkAndHolds("https://login.microsoftonline.com/"));
  environment.Set("AZURE_AUTHORITY_HOST", "");
  EXPECT_THAT(ResolveAuthorityHost({}, environment),
              IsOkAndHolds("https://login.microsoftonline.com/"));
  environment.Set("AZURE_AUTHORITY_HOST", "https://localhost:8443");
  EXPECT_THAT(ResolveAuthorityHost({}, environment), IsOkAndHolds("https://localhost:8443"));
  EXPECT_THAT(ResolveAuthorityHost(AzureChina(), environment),
              IsOkAndHolds("https://login.chinacloudapi.cn/"));
  EXPECT_THAT(ResolveAuthorityHost(AzureGovernment(), environment),
              IsOkAndHolds("https://login.microsoftonline.us/"));
}

TEST(ResolveAuthorityHostTest, RefusesWhatIsNoHttpsUrl) {
  const struct {
    const char* host;
    const char* error;
  } kCases[] = {
      {"http://x", "cannot use an authority host without https"},
      {"login.microsoftonline.com", "cannot use an authority host without https"},
      {"localhost:80", "cannot use an authority host without https"},
      {"://x", R"(parse "://x": missing protocol scheme)"},
      {"https://a b", R"(parse "https://a b": invalid character " " in host name)"},
      {"https://[::1", R"(parse "https://[::1": missing ']' in host)"},
      {"https://x:abc", R"(parse "https://x:abc": invalid port ":abc" after host)"},
      {"https://x/%zz", R"(parse "https://x/%zz": invalid URL escape "%zz")"},
      {" https://x", R"(parse " https://x": first path segment in URL cannot contain colon)"},
  };
  for (const auto& c : kCases) {
    EXPECT_THAT(ResolveAuthorityHost({c.host}, FakeEnvironment()), StatusIs(kInvalid, c.error));
  }
}

struct MakeCase {
  const char* host;
  const char* tenant;
  AuthorityKind kind;
  const char* lower_host;
  const char* lower_tenant;
  const char* uri;
};

TEST(MakeAuthorityTest, JoinsHostAndTenant) {
  for (const MakeCase& c : std::vector<MakeCase>{
           {"https://login.microsoftonline.com/", "t", AuthorityKind::kEntra,
            "login.microsoftonline.com", "t", "https://login.microsoftonline.com/t/"},
           {"https://login.microsoftonline.com", "Contoso.COM", AuthorityKind::kEntra,
            "login.microsoftonline.com", "contoso.com",
            "https://login.microsoftonline.com/Contoso.COM/"},
           {"HTTPS://LOCALHOST:8443", "t", AuthorityKind::kEntra, "localhost:8443", "t",
            "https://LOCALHOST:8443/t/"},
           {"https://[::1]:8443/", "t", AuthorityKind::kEntra, "[::1]:8443", "t",
            "https://[::1]:8443/t/"},
           {"https://user:pass@host/", "t", AuthorityKind::kEntra, "host", "t", "https://host/t/"},
           {"https://adfs.example/", "adfs", AuthorityKind::kAdfs, "adfs.example", "adfs",
            "https://adfs.example/adfs/"},
           {"https://adfs.example/", "ADFS", AuthorityKind::kAdfs, "adfs.example", "adfs",
            "https://adfs.example/ADFS/"},
           {"https://dsts.example/dstsv2", "7a433bfc-2514-4697-b467-e0933190487f",
            AuthorityKind::kDsts, "dsts.example", "7a433bfc-2514-4697-b467-e0933190487f",
            "https://dsts.example/dstsv2/7a433bfc-2514-4697-b467-e0933190487f/"},
           {"https://login.microsoftonline.com/foo/bar", "t", AuthorityKind::kEntra,
            "login.microsoftonline.com", "foo", "https://login.microsoftonline.com/foo/bar/t/"},
       }) {
    const auto authority = MakeAuthority(c.host, c.tenant);
    ASSERT_THAT(authority, IsOk()) << c.host;
    EXPECT_EQ(authority->kind, c.kind) << c.host;
    EXPECT_EQ(authority->host, c.lower_host);
    EXPECT_EQ(authority->tenant, c.lower_tenant);
    EXPECT_EQ(authority->uri, c.uri);
  }
}

TEST(MakeAuthorityTest, RefusesWhatHasNoPlaceForATenant) {
  constexpr char kShape[] =
      "authority must be an URL such as \"https://login.microsoftonline.com/<your tenant>\"";
  EXPECT_THAT(MakeAuthority("https://host/?x=1", "t"), StatusIs(kInvalid, kShape));
  EXPECT_THAT(MakeAuthority("https:x", "t"), StatusIs(kInvalid, kShape));
  EXPECT_THAT(MakeAuthority("https://host/dstsv2", "t"),
              StatusIs(kInvalid,
                       "dSTS authority only accepts a single tenant "
                       "\"7a433bfc-2514-4697-b467-e0933190487f\""));
  EXPECT_THAT(MakeAuthority("https://host/dstsv2/x", "t"),
              StatusIs(kInvalid,
                       "dSTS authority must be an https URL such as "
                       "https://<authority>/dstsv2/7a433bfc-2514-4697-b467-e0933190487f"));
}

TEST(ForTenantTest, KeepsTheHostAndTakesTheTenant) {
  const Authority home = MakeAuthority("https://LOGIN.microsoftonline.com/", "home").value();
  EXPECT_EQ(ForTenant(home, "home")->uri, "https://LOGIN.microsoftonline.com/home/");
  EXPECT_EQ(ForTenant(home, "")->uri, "https://LOGIN.microsoftonline.com/home/");
  const Authority other = ForTenant(home, "Other").value();
  EXPECT_EQ(other.uri, "https://login.microsoftonline.com/Other/");
  EXPECT_EQ(other.tenant, "other");
  EXPECT_EQ(other.host, "login.microsoftonline.com");
}

TEST(ForTenantTest, DropsAPathOfTheHost) {
  const Authority authority = MakeAuthority("https://host/foo", "t").value();
  EXPECT_EQ(ForTenant(authority, "t")->uri, "https://host/t/");
}

TEST(ForTenantTest, RefusesWhatTheKindCannotDo) {
  const Authority entra = MakeAuthority("https://host", "home").value();
  for (const char* general : {"common", "consumers", "organizations"}) {
    EXPECT_THAT(ForTenant(entra, general),
                StatusIs(kInvalid, absl::StrCat("tenant ID must be a specific tenant, not \"",
                                                general, "\"")));
  }
  EXPECT_THAT(
      ForTenant(MakeAuthority("https://host", "consumers").value(), "t"),
      StatusIs(kInvalid,
               "client is configured to authenticate only personal Microsoft accounts, via the "
               "\"consumers\" endpoint"));
  EXPECT_THAT(ForTenant(MakeAuthority("https://host", "ADFS").value(), "ADFS"),
              StatusIs(kInvalid, "ADFS authority doesn't support tenants"));
  EXPECT_THAT(
      ForTenant(
          MakeAuthority("https://host/dstsv2", "7a433bfc-2514-4697-b467-e0933190487f").value(),
          "t"),
      StatusIs(kInvalid, "dSTS authority doesn't support tenants"));
}

TEST(FindKnownCloudTest, KnowsThirteenHostsInEightClouds) {
  const Cloud* const public_cloud = FindKnownCloud("login.microsoftonline.com");
  ASSERT_NE(public_cloud, nullptr);
  EXPECT_EQ(public_cloud->cache_name, "login.windows.net");
  EXPECT_EQ(FindKnownCloud("sts.windows.net"), public_cloud);
  EXPECT_NE(FindKnownCloud("login.microsoftonline.us"), public_cloud);
  for (const char* host :
       {"login.windows.net", "login.partner.microsoftonline.cn", "login.chinacloudapi.cn",
        "login.microsoftonline.de", "login-us.microsoftonline.com", "login.microsoftonline.us",
        "login.microsoftonline.com", "login.microsoft.com", "sts.windows.net",
        "login.usgovcloudapi.net", "login.sovcloud-identity.fr", "login.sovcloud-identity.de",
        "login.sovcloud-identity.sg"}) {
    EXPECT_TRUE(IsTrustedHost(host)) << host;
  }
  EXPECT_FALSE(IsTrustedHost("localhost"));
  EXPECT_FALSE(IsTrustedHost("evil.login.microsoftonline.com"));
  EXPECT_FALSE(IsTrustedHost("login.microsoftonline.com:8443"));
}

}  // namespace
}  // namespace azure::identity::internal
