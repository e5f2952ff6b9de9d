#include "identity/internal/entra/tenant.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_environment.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kInvalid[] =
    "invalid tenantID. You can locate your tenantID by following the instructions listed here: "
    "https://learn.microsoft.com/partner-center/find-ids-and-domain-names";

TEST(CheckTenantIdTest, AcceptsWhatIdsAndDomainsAreMadeOf) {
  for (const char* id : {"11111111-2222-3333-4444-555555555555", "contoso.onmicrosoft.com",
                         "Contoso.COM", "adfs", "organizations", "a"}) {
    EXPECT_THAT(CheckTenantId(id), IsOk()) << id;
  }
}

TEST(CheckTenantIdTest, RefusesEverythingElse) {
  for (const char* id :
       {"", " ", "a b", "a/b", "a?b", "tenant\n", "t\xc3\xa9nant", "{guid}", "a_b"}) {
    EXPECT_THAT(CheckTenantId(id), StatusIs(absl::StatusCode::kInvalidArgument, kInvalid)) << id;
  }
}

struct ResolveCase {
  const char* name;
  std::string own;
  std::vector<std::string> allowed;
  std::string requested;
  std::string tenant;  // empty: an error
  std::string error;
};

class ResolveTenantTest : public ::testing::TestWithParam<ResolveCase> {};

TEST_P(ResolveTenantTest, FollowsTheRules) {
  const ResolveCase& c = GetParam();
  const auto tenant = ResolveTenant({"ClientSecretCredential", c.own, c.allowed}, c.requested);
  if (c.error.empty()) {
    EXPECT_THAT(tenant, IsOkAndHolds(c.tenant));
  } else {
    EXPECT_THAT(tenant, StatusIs(absl::StatusCode::kInvalidArgument, c.error));
  }
}

constexpr char kDenied[] =
    "ClientSecretCredential isn't configured to acquire tokens for tenant \"other\". To enable "
    "acquiring tokens for this tenant add it to the AdditionallyAllowedTenants on the credential "
    "options, or add \"*\" to allow acquiring tokens for any tenant";

INSTANTIATE_TEST_SUITE_P(
    Rules, ResolveTenantTest,
    ::testing::ValuesIn(std::vector<ResolveCase>{
        {"NoWish", "own", {}, "", "own", ""},
        {"OwnTenant", "own", {}, "own", "own", ""},
        {"OwnTenantOfAdfs", "adfs", {}, "adfs", "adfs", ""},
        {"AdfsHasNoTenants", "adfs", {"*"}, "other", "", "ADFS doesn't support tenants"},
        {"Malformed", "own", {"*"}, "a b", "", kInvalid},
        {"MalformedComesBeforeDenied", "own", {}, "a b", "", kInvalid},
        {"AdfsComesBeforeMalformed", "adfs", {}, "a b", "", "ADFS doesn't support tenants"},
        {"Wildcard", "own", {"*"}, "other", "other", ""},
        {"WildcardAmongOthers", "own", {"x", "*"}, "other", "other", ""},
        {"Listed", "own", {"x", "other"}, "other", "other", ""},
        {"CaseMatters", "own", {"OTHER"}, "other", "", kDenied},
        {"CaseOfTheOwnTenantMatters", "OTHER", {}, "other", "", kDenied},
        {"NotListed", "own", {"x"}, "other", "", kDenied},
        {"NoList", "own", {}, "other", "", kDenied},
        {"OrganizationsAllowsAny", "organizations", {}, "other", "other", ""},
        {"OrganizationsWithAListDoesNot", "organizations", {"x"}, "other", "", kDenied},
        {"NoTenantAllowsAny", "", {}, "other", "other", ""},
    }),
    [](const auto& info) { return info.param.name; });

TEST(AllowedTenantsTest, TheOptionComesBeforeTheVariable) {
  FakeEnvironment environment;
  environment.Set("AZURE_ADDITIONALLY_ALLOWED_TENANTS", "a; b;;c");
  EXPECT_THAT(AllowedTenants({"x"}, environment), ElementsAre("x"));
  EXPECT_THAT(AllowedTenants({}, environment), ElementsAre("a", " b", "", "c"));
}

TEST(AllowedTenantsTest, AnEmptyVariableAllowsNone) {
  FakeEnvironment environment;
  EXPECT_THAT(AllowedTenants({}, environment), IsEmpty());
  environment.Set("AZURE_ADDITIONALLY_ALLOWED_TENANTS", "");
  EXPECT_THAT(AllowedTenants({}, environment), IsEmpty());
}

}  // namespace
}  // namespace azure::identity::internal
