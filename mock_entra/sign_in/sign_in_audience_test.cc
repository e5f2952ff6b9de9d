#include "mock_entra/sign_in/sign_in_audience.h"

#include <gtest/gtest.h>

namespace mock::entra {
namespace {

using Proto = scenario::Application;

std::int64_t Refused(Proto::Audience audience, absl::string_view path) {
  Application application;
  application.audience = audience;
  return RefusedBySignInAudience(application, path).value_or(0);
}

TEST(SignInAudienceTest, ASingleTenantIsAskedByItsName) {
  EXPECT_EQ(Refused(Proto::SINGLE_TENANT, "contoso.example"), 0);
  EXPECT_EQ(Refused(Proto::SINGLE_TENANT, "Common"), 50194);
  EXPECT_EQ(Refused(Proto::SINGLE_TENANT, "consumers"), 50194);
}

TEST(SignInAudienceTest, OrganizationsHaveNoConsumers) {
  EXPECT_EQ(Refused(Proto::ORGANIZATIONS, "organizations"), 0);
  EXPECT_EQ(Refused(Proto::ORGANIZATIONS, "consumers"), 9002332);
}

TEST(SignInAudienceTest, PersonalAccountsAreConsumers) {
  EXPECT_EQ(Refused(Proto::PERSONAL, "Consumers"), 0);
  EXPECT_EQ(Refused(Proto::PERSONAL, "common"), 9002331);
}

TEST(SignInAudienceTest, AnyMayComeAnyWay) {
  for (const char* path : {"common", "organizations", "consumers", "contoso.example"}) {
    EXPECT_EQ(Refused(Proto::ANY, path), 0) << path;
  }
}

}  // namespace
}  // namespace mock::entra
