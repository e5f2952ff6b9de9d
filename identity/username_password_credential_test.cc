#include "identity/username_password_credential.h"

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/errors.h"
#include "identity/internal/testing/fake_authority.h"
#include "identity/testing/status_matchers.h"

// The credential under test is deprecated.
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

namespace azure::identity {
namespace {

using ::testing::HasSubstr;

constexpr char kManaged[] =
    R"({"account_type":"Managed","domain_name":"d","cloud_instance_name":"c",)"
    R"("cloud_audience_urn":"urn:federation:MicrosoftOnline"})";

class UsernamePasswordCredentialTest : public ::testing::Test {
 protected:
  absl::StatusOr<AccessToken> GetToken(const std::string& tenant = "t") {
    UsernamePasswordCredentialOptions options;
    options.client = authority_.Options();
    const auto credential =
        UsernamePasswordCredential::Create(tenant, "c", "a@b.c", "p w", std::move(options));
    if (!credential.ok()) return credential.status();
    return (*credential)->GetToken(Context::Background(), {{"s"}, "", "", false});
  }
  void RealmIs(absl::string_view body) {
    authority_.transport->Expect(Respond(200, body), UrlContains("/common/UserRealm/a@b.c"));
  }

  internal::FakeAuthority authority_;
};

TEST_F(UsernamePasswordCredentialTest, SendsThePasswordOfAManagedAccount) {
  RealmIs(kManaged);
  authority_.transport->Expect(Respond(200, internal::UserTokenBody("tok")),
                               UrlContains(internal::kToken));
  const auto token = GetToken();
  ASSERT_THAT(token, IsOk());
  EXPECT_EQ(token->token(), "tok");
  const auto requests = authority_.transport->requests();
  ASSERT_EQ(requests.size(), 3u);
  EXPECT_TRUE(absl::StrContains(requests[0].url, internal::kConfiguration));
  EXPECT_EQ(requests[2].body,
            "client_id=c&client_info=1&grant_type=password&password=p+w&"
            "scope=s+openid+offline_access+profile&username=a%40b.c");
}

TEST_F(UsernamePasswordCredentialTest, TellsWhoseThePasswordIs) {
  RealmIs(kManaged);
  authority_.transport->Expect(Respond(200, internal::UserTokenBody("tok")),
                               UrlContains(internal::kToken));
  UsernamePasswordCredentialOptions options;
  options.client = authority_.Options();
  const auto credential =
      UsernamePasswordCredential::Create("t", "c", "a@b.c", "p", std::move(options));
  ASSERT_THAT(credential, IsOk());
  const auto record = (*credential)->Authenticate(Context::Background());
  ASSERT_THAT(record, IsOk());
  EXPECT_EQ(record->username, "ada@contoso.example");
}

TEST_F(UsernamePasswordCredentialTest, ShowsWhatTheAuthoritySays) {
  RealmIs(kManaged);
  authority_.transport->Expect(
      Respond(400, R"({"error":"invalid_grant","error_description":"AADSTS50126: no"})"),
      UrlContains(internal::kToken));
  const auto token = GetToken();
  EXPECT_THAT(token, StatusIs(absl::StatusCode::kUnauthenticated,
                              HasSubstr("UsernamePasswordCredential authentication failed. ")));
  EXPECT_EQ(GetErrorDetails(token.status())->entra.value().error, "invalid_grant");
}

TEST_F(UsernamePasswordCredentialTest, SendsNothingToTheServerOfAFederatedAccount) {
  RealmIs(R"({"account_type":"Federated","domain_name":"d","cloud_instance_name":"c",)"
          R"("cloud_audience_urn":"u","federation_protocol":"WSTrust",)"
          R"("federation_metadata_url":"https://adfs.example/mex"})");
  EXPECT_THAT(GetToken(),
              StatusIs(absl::StatusCode::kUnimplemented,
                       "UsernamePasswordCredential: the account is federated: a server "
                       "of its organization checks the password with WS-Trust, which "
                       "this library doesn't speak. Use InteractiveBrowserCredential or "
                       "DeviceCodeCredential"));
  EXPECT_EQ(authority_.transport->requests().size(), 2u);
}

TEST_F(UsernamePasswordCredentialTest, DoesNotKnowEveryAccountType) {
  RealmIs(R"({"account_type":"Unknown","domain_name":"d","cloud_instance_name":"c",)"
          R"("cloud_audience_urn":"u"})");
  EXPECT_THAT(GetToken(), StatusIs(absl::StatusCode::kUnavailable,
                                   "UsernamePasswordCredential: unknown account type"));
}

TEST_F(UsernamePasswordCredentialTest, AnIncompleteRealmIsNamed) {
  RealmIs("{}");
  EXPECT_THAT(GetToken(), StatusIs(absl::StatusCode::kUnavailable,
                                   "UsernamePasswordCredential: problem getting user realm from "
                                   "authority: the account type (Federated or Managed) is "
                                   "missing"));
}

TEST_F(UsernamePasswordCredentialTest, AdfsHasNoRealms) {
  authority_.transport->Expect(Respond(200, internal::UserTokenBody("tok")),
                               UrlContains(internal::kToken));
  const auto token = GetToken("adfs");
  EXPECT_THAT(token, IsOk());
  EXPECT_EQ(authority_.Count("UserRealm"), 0);
}

TEST_F(UsernamePasswordCredentialTest, ChecksTheTenant) {
  EXPECT_THAT(GetToken(""),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("invalid tenantID")));
}

}  // namespace
}  // namespace azure::identity
