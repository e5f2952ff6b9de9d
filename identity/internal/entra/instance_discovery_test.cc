#include "identity/internal/entra/instance_discovery.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/internal/testing/entra_test_bodies.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/fake_random.h"
#include "identity/testing/fake_transport.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::Pointee;
using ::testing::SizeIs;

constexpr char kInvalidInstance[] = R"({"error":"invalid_instance"})";

class InstanceDiscoveryTest : public ::testing::Test {
 protected:
  static Authority At(const std::string& host) { return MakeAuthority(host, "T").value(); }

  const std::shared_ptr<FakeTransport> transport_ = std::make_shared<FakeTransport>();
  const std::shared_ptr<FakeClock> clock_ = std::make_shared<FakeClock>();
  const EntraHttp http_{"ClientSecretCredential", transport_, clock_,
                        std::make_shared<FakeRandom>()};
  const Authority public_cloud_ = At("https://login.microsoftonline.com");
  const Authority private_cloud_ = At("https://Private.example:8443");
  const Context ctx_ = Context::Background();
  InstanceDiscovery discovery_{&http_, /*enabled=*/true};
};

TEST_F(InstanceDiscoveryTest, AsksATrustedHostAboutItself) {
  transport_->Expect(Respond(200, kInstanceDiscoveryBody));
  EXPECT_EQ(discovery_.Known(), nullptr);
  EXPECT_THAT(discovery_.Resolve(ctx_, public_cloud_),
              Pointee(ElementsAre("login.microsoftonline.com", "login.windows.net",
                                  "login.microsoft.com", "sts.windows.net")));
  EXPECT_EQ(transport_->requests().at(0).method, "GET");
  EXPECT_EQ(transport_->requests().at(0).url,
            "https://login.microsoftonline.com/common/discovery/instance?api-version=1.1&"
            "authorization_endpoint=https%3A%2F%2Flogin.microsoftonline.com%2Ft%2Foauth2%2Fv2.0%2F"
            "authorize");
}

TEST_F(InstanceDiscoveryTest, AsksThePublicCloudAboutAnyOtherHost) {
  transport_->Expect(Respond(200, kInstanceDiscoveryBody));
  discovery_.Resolve(ctx_, private_cloud_);
  EXPECT_EQ(transport_->requests().at(0).url,
            "https://login.microsoftonline.com/common/discovery/instance?api-version=1.1&"
            "authorization_endpoint=https%3A%2F%2Fprivate.example%3A8443%2Ft%2Foauth2%2Fv2.0%2F"
            "authorize");
}

TEST_F(InstanceDiscoveryTest, AsksOnce) {
  transport_->Expect(Respond(200, kInstanceDiscoveryBody));
  discovery_.Resolve(ctx_, public_cloud_);
  discovery_.Resolve(ctx_, public_cloud_);
  EXPECT_NE(discovery_.Known(), nullptr);
  EXPECT_THAT(transport_->requests(), SizeIs(1));
}

TEST_F(InstanceDiscoveryTest, AHostThatIsNotListedStandsForItself) {
  for (const char* body :
       {kInstanceDiscoveryBody, "", "{}", R"({"metadata":[]})", R"({"metadata":5})",
        R"({"metadata":[5,{"aliases":5},{"aliases":[5,"other"]},{}]})"}) {
    InstanceDiscovery discovery(&http_, true);
    transport_->Expect(Respond(200, body));
    EXPECT_THAT(discovery.Resolve(ctx_, private_cloud_),
                Pointee(ElementsAre("private.example:8443")))
        << body;
  }
}

TEST_F(InstanceDiscoveryTest, AFailureFallsBackToWhatIsBuiltIn) {
  for (const auto& failure :
       {Respond(400, R"({"error":"x"})"), Respond(500, ""), Respond(200, "<html>"),
        Respond(200, "[]"), Fail(absl::UnavailableError("dial tcp: lookup: no such host")),
        Respond(400, kInvalidInstance)}) {
    InstanceDiscovery discovery(&http_, true);
    transport_->Expect(failure);
    EXPECT_THAT(discovery.Resolve(ctx_, public_cloud_),
                Pointee(ElementsAre("login.microsoftonline.com", "login.windows.net",
                                    "login.microsoft.com", "sts.windows.net")));
    EXPECT_NE(discovery.Resolve(ctx_, public_cloud_), nullptr);
  }
  EXPECT_THAT(transport_->requests(), SizeIs(6));
}

TEST_F(InstanceDiscoveryTest, AnInvalidHostIsAskedAboutAgain) {
  transport_->Expect(Respond(400, kInvalidInstance));
  EXPECT_EQ(discovery_.Resolve(ctx_, private_cloud_), nullptr);
  transport_->Expect(Respond(500, kInvalidInstance));
  EXPECT_THAT(discovery_.Resolve(ctx_, private_cloud_),
              Pointee(ElementsAre("private.example:8443")));
}

TEST_F(InstanceDiscoveryTest, TheEndOfTheContextTeachesNothing) {
  Context cancelled = Context::Background().WithCancel();
  cancelled.Cancel();
  transport_->Expect(Fail(absl::CancelledError("context canceled")));
  EXPECT_EQ(discovery_.Resolve(cancelled, public_cloud_), nullptr);
  transport_->Expect(Fail(absl::DeadlineExceededError("context deadline exceeded")));
  EXPECT_EQ(discovery_.Resolve(ctx_.WithDeadline(clock_->Now()), public_cloud_), nullptr);
}

TEST_F(InstanceDiscoveryTest, TheEndOfTheCallsThirtySecondsIsAFailureLikeOthers) {
  transport_->Expect(Fail(absl::DeadlineExceededError("context deadline exceeded")));
  EXPECT_NE(discovery_.Resolve(ctx_, public_cloud_), nullptr);
}

TEST_F(InstanceDiscoveryTest, AsksNobodyWhenDisabled) {
  InstanceDiscovery disabled(&http_, /*enabled=*/false);
  EXPECT_THAT(disabled.Resolve(ctx_, public_cloud_),
              Pointee(ElementsAre("login.microsoftonline.com")));
}

TEST_F(InstanceDiscoveryTest, TellsWhereTheConfigurationOfAnUntrustedHostIs) {
  transport_->Expect(Respond(200, R"({"tenant_discovery_endpoint":"https://private.example/c"})"));
  EXPECT_THAT(discovery_.TenantDiscoveryEndpoint(ctx_, private_cloud_),
              IsOkAndHolds("https://private.example/c"));
  transport_->Expect(Respond(400, kInvalidInstance));
  EXPECT_THAT(discovery_.TenantDiscoveryEndpoint(ctx_, private_cloud_),
              StatusIs(absl::StatusCode::kUnauthenticated));
  transport_->Expect(Respond(200, "oops"));
  EXPECT_THAT(discovery_.TenantDiscoveryEndpoint(ctx_, private_cloud_),
              StatusIs(absl::StatusCode::kUnavailable,
                       "json decode error: invalid character 'o' looking for beginning of "
                       "value\njson message bytes were: oops"));
}

}  // namespace
}  // namespace azure::identity::internal
