#include "identity/device_code_credential.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/errors.h"
#include "identity/internal/testing/fake_authority.h"
#include "identity/testing/fake_browser.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

using internal::kToken;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kDeviceCode[] = "/oauth2/v2.0/devicecode";
constexpr char kDeviceCodeBody[] =
    R"({"user_code":"ABC","device_code":"secret-code","verification_uri":"https://v",)"
    R"("expires_in":900,"interval":5,"message":"To sign in, open https://v and enter ABC."})";

class DeviceCodeCredentialTest : public ::testing::Test {
 protected:
  DeviceCodeCredentialTest() {
    options_.client = authority_.Options();
    options_.client.seams.console = console_;
    options_.tenant_id = "t";
    options_.client_id = "c";
  }
  absl::StatusOr<AccessToken> GetToken(const Context& ctx = Context::Background()) {
    auto credential = DeviceCodeCredential::Create(options_);
    if (!credential.ok()) return credential.status();
    return (*credential)->GetToken(ctx, {{"s"}, "", "", false});
  }
  void CodeIs(int status_code, absl::string_view body) {
    authority_.transport->Expect(Respond(status_code, body), UrlContains(kDeviceCode));
  }
  void PollGets(int status_code, absl::string_view body) {
    authority_.transport->Expect(Respond(status_code, body), UrlContains(kToken));
  }

  internal::FakeAuthority authority_;
  std::shared_ptr<FakeConsole> console_ = std::make_shared<FakeConsole>();
  DeviceCodeCredentialOptions options_;
};

TEST_F(DeviceCodeCredentialTest, AsksTheUserAndWaits) {
  CodeIs(200, kDeviceCodeBody);
  for (int i = 0; i < 5; ++i) PollGets(400, R"({"error":"authorization_pending"})");
  PollGets(400, R"({"error":"slow_down"})");
  PollGets(200, internal::UserTokenBody("tok"));
  const auto token = GetToken();
  ASSERT_THAT(token, IsOk());
  EXPECT_EQ(token->token(), "tok");
  EXPECT_THAT(console_->lines, ElementsAre("To sign in, open https://v and enter ABC."));
  EXPECT_THAT(authority_.clock->sleeps(),
              ElementsAre(absl::Milliseconds(50), absl::Milliseconds(150), absl::Milliseconds(450),
                          absl::Milliseconds(1350), absl::Milliseconds(4050), absl::Seconds(5),
                          absl::Seconds(5)));
  const auto requests = authority_.transport->requests();
  EXPECT_EQ(requests.at(1).body, "client_id=c&scope=s+openid+offline_access+profile");
  EXPECT_EQ(requests.at(2).body,
            "client_id=c&client_info=1&device_code=secret-code&grant_type=device_code&"
            "scope=s+openid+offline_access+profile");
  EXPECT_EQ(authority_.Count(internal::kDiscovery), 0);
}

TEST_F(DeviceCodeCredentialTest, ShowsWhyAPollFailed) {
  CodeIs(200, kDeviceCodeBody);
  PollGets(400, R"({"error":"authorization_declined","error_description":"no"})");
  const auto token = GetToken();
  EXPECT_THAT(token, StatusIs(absl::StatusCode::kUnauthenticated,
                              HasSubstr("RESPONSE 400: 400 Bad Request\n")));
  EXPECT_THAT(token.status().message(), HasSubstr("\"error\": \"authorization_declined\""));
}

TEST_F(DeviceCodeCredentialTest, EndsWithTheCode) {
  CodeIs(200, kDeviceCodeBody);
  // Five polls in the first 6.05 s, then one every 5 s.
  for (int i = 0; i < 183; ++i) PollGets(400, R"({"error":"authorization_pending"})");
  const absl::Time start = authority_.clock->Now();
  EXPECT_THAT(GetToken(), StatusIs(absl::StatusCode::kDeadlineExceeded,
                                   "DeviceCodeCredential: context deadline exceeded"));
  EXPECT_EQ(authority_.clock->Now() - start, absl::Seconds(900));
}

TEST_F(DeviceCodeCredentialTest, EndsWithItsContext) {
  CodeIs(200, kDeviceCodeBody);
  Context ctx = Context::Background().WithCancel();
  options_.user_prompt = [&ctx](const Context&, const DeviceCodeMessage& message) {
    EXPECT_EQ(message.user_code, "ABC");
    EXPECT_EQ(message.verification_url, "https://v");
    ctx.Cancel();
    return absl::OkStatus();
  };
  EXPECT_THAT(GetToken(ctx),
              StatusIs(absl::StatusCode::kCancelled, "DeviceCodeCredential: context canceled"));
}

TEST_F(DeviceCodeCredentialTest, APromptMayFail) {
  CodeIs(200, kDeviceCodeBody);
  options_.user_prompt = [](const Context&, const DeviceCodeMessage&) {
    return absl::UnknownError("no terminal");
  };
  EXPECT_THAT(GetToken(),
              StatusIs(absl::StatusCode::kUnknown, "DeviceCodeCredential: no terminal"));
}

TEST_F(DeviceCodeCredentialTest, PassesOnWhatFailsBeforeThePrompt) {
  CodeIs(400, "{\"error\":\"invalid_client\"}\n");
  const auto token = GetToken();
  EXPECT_THAT(token,
              StatusIs(absl::StatusCode::kUnauthenticated,
                       "http call(https://login.microsoftonline.com/t/oauth2/v2.0/devicecode)"
                       "(POST) error: reply status code was 400:\n"
                       "{\"error\":\"invalid_client\"}"));
  EXPECT_EQ(GetErrorDetails(token.status())->entra.value().error, "invalid_client");

  authority_.transport->Expect(Respond(404, ""), UrlContains(internal::kConfiguration));
  EXPECT_THAT(GetToken(), StatusIs(absl::StatusCode::kUnauthenticated,
                                   "unable to resolve an endpoint: http call("
                                   "https://login.microsoftonline.com/t/v2.0/.well-known/"
                                   "openid-configuration)(GET) error: reply status code was 404"));

  authority_.transport->Expect(Fail(absl::UnavailableError("no route")), UrlContains(kDeviceCode));
  for (int i = 0; i < 3; ++i) {
    authority_.transport->Expect(Fail(absl::UnavailableError("no route")),
                                 UrlContains(kDeviceCode));
  }
  EXPECT_THAT(GetToken(),
              StatusIs(absl::StatusCode::kUnavailable, "server response error:\n no route"));
}

TEST_F(DeviceCodeCredentialTest, SaysWhatIsWrongWithTheCodeButDoesNotShowIt) {
  CodeIs(200, R"({"device_code":"secret-code","expires_in":"900"})");
  EXPECT_THAT(GetToken(), StatusIs(absl::StatusCode::kUnavailable,
                                   "json decode error: json: cannot unmarshal string into Go value "
                                   "of type int\nraw message was 48 bytes long; it isn't shown "
                                   "because it may contain a token"));
  CodeIs(200, R"({"device_code":"secret-code",)");
  const auto token = GetToken();
  EXPECT_FALSE(absl::StrContains(token.status().message(), "secret-code"));
}

TEST_F(DeviceCodeCredentialTest, FindsTheEndpointOfATenantNamedToken) {
  options_.tenant_id = "token.example";
  authority_.transport->Expect(
      Respond(200, internal::OpenIdConfigurationBody("login.microsoftonline.com", "token.example")),
      UrlContains(internal::kConfiguration));
  authority_.transport->Expect(
      Respond(200, kDeviceCodeBody),
      UrlContains("https://login.microsoftonline.com/token.example/oauth2/v2.0/devicecode"));
  PollGets(200, internal::UserTokenBody("tok"));
  EXPECT_THAT(GetToken(), IsOk());
}

TEST_F(DeviceCodeCredentialTest, AsksAnyOrganizationForDevelopersByDefault) {
  options_.tenant_id = "";
  options_.client_id = "";
  CodeIs(200, kDeviceCodeBody);
  PollGets(200, internal::UserTokenBody("tok"));
  EXPECT_THAT(GetToken(), IsOk());
  EXPECT_EQ(authority_.transport->requests().at(0).url,
            "https://login.microsoftonline.com/organizations/v2.0/.well-known/"
            "openid-configuration?");
  EXPECT_TRUE(absl::StrContains(authority_.transport->requests().at(1).body,
                                "client_id=04b07795-8ddb-461a-bbee-02f9e1bf7b46"));
}

}  // namespace
}  // namespace azure::identity
