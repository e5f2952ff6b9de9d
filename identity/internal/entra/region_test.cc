#include "identity/internal/entra/region.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/internal/testing/fake_authority.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kCompute[] =
    "http://169.254.169.254/metadata/instance/compute?api-version=2021-02-01";

class RegionTest : public ::testing::Test {
 protected:
  void Set(const char* name, const std::string& value) { authority_.environment->Set(name, value); }
  std::shared_ptr<Region> Configured() {
    return Region::Configured(name_, authority_.environment, authority_.clock,
                              [this] { return authority_.transport; });
  }
  absl::StatusOr<std::string> Find(const Context& ctx = Context::Background()) {
    return Configured()->Find(ctx);
  }
  void ExpectLocation(FakeTransport::Answer answer) {
    authority_.transport->Expect(std::move(answer), UrlContains("169.254.169.254"));
  }

  std::string name_;  // ClientOptions::region
  FakeAuthority authority_;
};

TEST_F(RegionTest, IsWhatTheEnvironmentSays) {
  EXPECT_EQ(Configured(), nullptr);
  Set("MSAL_FORCE_REGION", "eastus");
  EXPECT_THAT(Find(), IsOkAndHolds("eastus"));
  Set("AZURE_REGIONAL_AUTHORITY_NAME", "westus2");
  EXPECT_THAT(Find(), IsOkAndHolds("westus2"));
  Set("AZURE_REGIONAL_AUTHORITY_NAME", "disablemsalforceregion");
  EXPECT_EQ(Configured(), nullptr);
  Set("AZURE_REGIONAL_AUTHORITY_NAME", "");
  Set("MSAL_FORCE_REGION", "DisableMsalForceRegion");
  EXPECT_EQ(Configured(), nullptr);
}

TEST_F(RegionTest, TheOptionComesBeforeTheEnvironment) {
  Set("AZURE_REGIONAL_AUTHORITY_NAME", "westus2");
  name_ = "northeurope";
  EXPECT_THAT(Find(), IsOkAndHolds("northeurope"));
  name_ = "DisableMsalForceRegion";
  EXPECT_EQ(Configured(), nullptr);
  name_ = "North Europe";
  EXPECT_THAT(Find(), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_F(RegionTest, RefusesWhatIsNoPartOfAHostName) {
  for (const std::string& name :
       {std::string("West US"), std::string("evil.example/"), std::string("-a"), std::string("a-"),
        std::string("a.b"), std::string("1a"), std::string("westUS"), std::string(64, 'a')}) {
    Set("AZURE_REGIONAL_AUTHORITY_NAME", name);
    EXPECT_THAT(Find(), StatusIs(absl::StatusCode::kInvalidArgument,
                                 absl::StrCat(
                                     "invalid region \"", name,
                                     "\": region must be a lowercase ASCII DNS label of at most 63 "
                                     "characters")));
  }
}

TEST_F(RegionTest, IsDetectedFromTheEnvironmentFirst) {
  Set("AZURE_REGIONAL_AUTHORITY_NAME", "TryAutoDetect");
  Set("REGION_NAME", "westus2");
  EXPECT_THAT(Find(), IsOkAndHolds("westus2"));
  Set("REGION_NAME", "West US 2");
  EXPECT_THAT(Find(), IsOkAndHolds(""));
  EXPECT_THAT(authority_.transport->requests(), IsEmpty());
}

TEST_F(RegionTest, IsDetectedFromTheMetadataServiceOnce) {
  Set("AZURE_REGIONAL_AUTHORITY_NAME", "TryAutoDetect");
  ExpectLocation(Respond(200, R"({"location":"westus2"})"));
  const auto region = Configured();
  EXPECT_THAT(region->Find(Context::Background()), IsOkAndHolds("westus2"));
  EXPECT_THAT(region->Find(Context::Background()), IsOkAndHolds("westus2"));
  const auto requests = authority_.transport->requests();
  ASSERT_EQ(requests.size(), 1u);
  EXPECT_EQ(requests[0].method, "GET");
  EXPECT_EQ(requests[0].url, kCompute);
  EXPECT_THAT(requests[0].headers.fields(), ElementsAre(HttpHeaders::Field("Metadata", "true")));
}

TEST_F(RegionTest, IsAskedForASecondTimeIfTheFirstFails) {
  Set("AZURE_REGIONAL_AUTHORITY_NAME", "TryAutoDetect");
  ExpectLocation(Respond(500, "oops"));
  ExpectLocation(Respond(200, R"({"location":"westus2"})"));
  EXPECT_THAT(Find(), IsOkAndHolds("westus2"));
}

TEST_F(RegionTest, IsNotDetectedAfterTwoFailures) {
  Set("AZURE_REGIONAL_AUTHORITY_NAME", "TryAutoDetect");
  ExpectLocation(Hang(authority_.clock));
  ExpectLocation(Fail(absl::UnavailableError("dial tcp: connection refused")));
  const absl::Time start = authority_.clock->Now();
  const auto region = Configured();
  EXPECT_THAT(region->Find(Context::Background()), IsOkAndHolds(""));
  EXPECT_THAT(region->Find(Context::Background()), IsOkAndHolds(""));
  EXPECT_EQ(authority_.clock->Now() - start, absl::Seconds(2));
}

TEST_F(RegionTest, IsNotWhatSomebodyElseAnswers) {
  Set("AZURE_REGIONAL_AUTHORITY_NAME", "TryAutoDetect");
  for (const char* body : {"<html>Sign in</html>", "westus2", "[]", "{}", R"({"location":null})",
                           R"({"location":1})", R"({"location":"West US"})"}) {
    ExpectLocation(Respond(200, body));
    EXPECT_THAT(Find(), IsOkAndHolds("")) << body;
  }
}

TEST_F(RegionTest, IsDetectedAgainIfTheContextEnded) {
  Set("AZURE_REGIONAL_AUTHORITY_NAME", "TryAutoDetect");
  const auto region = Configured();
  ExpectLocation(Hang(authority_.clock));
  ExpectLocation(Fail(absl::DeadlineExceededError("context deadline exceeded")));
  EXPECT_THAT(
      region->Find(Context::Background().WithDeadline(authority_.clock->Now() + absl::Seconds(1))),
      IsOkAndHolds(""));
  ExpectLocation(Respond(200, R"({"location":"westus2"})"));
  EXPECT_THAT(region->Find(Context::Background()), IsOkAndHolds("westus2"));
}

TEST_F(RegionTest, HasItsOwnAuthority) {
  for (const char* host : {"login.microsoftonline.com", "login.microsoft.com", "login.windows.net",
                           "sts.windows.net"}) {
    EXPECT_EQ(RegionalHost("westus2", host), "westus2.login.microsoft.com");
  }
  for (const char* host : {"login.microsoftonline.us", "login.usgovcloudapi.net"}) {
    EXPECT_EQ(RegionalHost("usgovvirginia", host), "usgovvirginia.login.microsoftonline.us");
  }
  EXPECT_EQ(RegionalHost("here", "login.contoso.example"), "here.login.contoso.example");
}

}  // namespace
}  // namespace azure::identity::internal
