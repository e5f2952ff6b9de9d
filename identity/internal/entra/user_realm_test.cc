#include "identity/internal/entra/user_realm.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/fake_random.h"
#include "identity/testing/fake_transport.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

constexpr char kPrefix[] = "problem getting user realm from authority: ";

class UserRealmTest : public ::testing::Test {
 protected:
  absl::StatusOr<UserRealm> Fetch(FakeTransport::Answer answer) {
    transport_->Expect(std::move(answer));
    const EntraHttp http("UsernamePasswordCredential", transport_, std::make_shared<FakeClock>(),
                         std::make_shared<FakeRandom>());
    return FetchUserRealm(Context::Background(), http, MakeAuthority("https://h", "t").value(),
                          "a b@c.d");
  }
  absl::StatusOr<UserRealm> Fetch(absl::string_view body) { return Fetch(Respond(200, body)); }

  std::shared_ptr<FakeTransport> transport_ = std::make_shared<FakeTransport>();
};

TEST_F(UserRealmTest, AsksTheAuthoritysHost) {
  const auto realm =
      Fetch(R"({"account_type":"Managed","domain_name":"d","cloud_instance_name":"c",)"
            R"("cloud_audience_urn":"u"})");
  ASSERT_THAT(realm, IsOk());
  EXPECT_EQ(realm->account_type, "Managed");
  EXPECT_EQ(realm->cloud_audience_urn, "u");
  EXPECT_EQ(transport_->requests().at(0).url,
            "https://h/common/UserRealm/a%20b@c.d?api-version=1.0");
}

TEST_F(UserRealmTest, NamesTheFirstMissingField) {
  const struct {
    const char* body;
    const char* error;
  } kCases[] = {
      {"{}", "the account type (Federated or Managed) is missing"},
      {R"({"account_type":"Managed"})", "domain name of user realm is missing"},
      {R"({"account_type":"Managed","domain_name":"d"})",
       "cloud instance name of user realm is missing"},
      {R"({"account_type":"Managed","domain_name":"d","cloud_instance_name":"c"})",
       "cloud Instance URN is missing"},
      {R"({"account_type":"Federated","domain_name":"d","cloud_instance_name":"c",)"
       R"("cloud_audience_urn":"u"})",
       "federation protocol of user realm is missing"},
      {R"({"account_type":"Federated","domain_name":"d","cloud_instance_name":"c",)"
       R"("cloud_audience_urn":"u","federation_protocol":"WSTrust"})",
       "federation metadata URL of user realm is missing"},
  };
  for (const auto& test : kCases) {
    EXPECT_THAT(Fetch(test.body),
                StatusIs(absl::StatusCode::kUnavailable, absl::StrCat(kPrefix, test.error)));
  }
}

TEST_F(UserRealmTest, SaysWhatIsWrongWithTheAnswer) {
  EXPECT_THAT(Fetch("x"),
              StatusIs(absl::StatusCode::kUnavailable,
                       absl::StrCat(kPrefix,
                                    "json decode error: invalid character 'x' looking for "
                                    "beginning of value\njson message bytes were: x")));
  EXPECT_THAT(Fetch(Fail(absl::UnavailableError("no route"))),
              StatusIs(absl::StatusCode::kUnavailable,
                       absl::StrCat(kPrefix, "server response error:\n no route")));
}

TEST_F(UserRealmTest, ARefusalIsAuthenticationFailed) {
  EXPECT_THAT(Fetch(Respond(404, "")),
              StatusIs(absl::StatusCode::kUnauthenticated, ::testing::HasSubstr("RESPONSE 404")));
}

}  // namespace
}  // namespace azure::identity::internal
