#include "identity/internal/clients/public_client.h"

#include <atomic>
#include <set>
#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/errors.h"
#include "identity/internal/testing/fake_authority.h"
#include "identity/internal/text/url.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class PublicClientTest : public ::testing::Test {
 protected:
  PublicClientOptions Options() {
    PublicClientOptions options;
    options.credential = "DeviceCodeCredential";
    options.tenant_id = "t";
    options.client_id = "c";
    options.client = authority_.Options();
    return options;
  }
  // Replaces the client by one with these options.
  void Use(PublicClientOptions options) {
    client_ = PublicClient::Create(std::move(options), UserSignsIn()).value();
  }
  // Whoever `user_` is gets a token without any request.
  SignIn UserSignsIn() {
    return [this](const Context&, ClientCore& core,
                  const TokenRequest& request) -> absl::StatusOr<TokenResponse> {
      ++sign_ins_;
      return ParseTokenResponse(
          UserTokenBody(absl::StrCat(user_, sign_ins_.load()), user_, 3599, more_), request.scopes,
          core.clock().Now(), TokenOwner::kUser);
    };
  }
  std::string Get(const TokenRequestOptions& options) {
    const auto token = client_->GetToken(Context::Background(), options);
    return std::string(token.ok() ? token->token() : token.status().message());
  }
  std::string Get(const std::string& scope) { return Get({{scope}, "", "", false}); }
  void Refreshes(absl::string_view body) {
    authority_.transport->Expect(Respond(200, body), UrlContains(kToken));
  }
  std::string LastForm() { return authority_.transport->requests().back().body; }

  FakeAuthority authority_;
  std::atomic<int> sign_ins_{0};
  std::string user_ = "ada";
  std::string more_;
  std::unique_ptr<PublicClient> client_ = PublicClient::Create(Options(), UserSignsIn()).value();
};

TEST_F(PublicClientTest, AsksTheUserOnce) {
  EXPECT_EQ(Get("s"), "ada1");
  EXPECT_THAT(authority_.transport->requests(), IsEmpty());
  EXPECT_EQ(Get("s"), "ada1");
  // MSAL asks about the host before it looks into its cache.
  EXPECT_EQ(authority_.Count(kDiscovery), 1);
  EXPECT_EQ(Get("s"), "ada1");
  EXPECT_EQ(authority_.transport->requests().size(), 1u);
  EXPECT_EQ(sign_ins_, 1);
}

TEST_F(PublicClientTest, AnExpiredTokenIsRefreshed) {
  EXPECT_EQ(Get("s"), "ada1");
  authority_.clock->Advance(absl::Hours(1));
  Refreshes(UserTokenBody("new"));
  EXPECT_EQ(Get("s"), "new");
  EXPECT_EQ(LastForm(),
            "client_id=c&client_info=1&grant_type=refresh_token&refresh_token=rt-ada1&"
            "scope=s+openid+offline_access+profile");
  // The new refresh token replaces the old one.
  authority_.clock->Advance(absl::Hours(1));
  Refreshes(UserTokenBody("newer"));
  EXPECT_EQ(Get("s"), "newer");
  EXPECT_TRUE(absl::StrContains(LastForm(), "refresh_token=rt-new&"));
  EXPECT_EQ(sign_ins_, 1);
}

TEST_F(PublicClientTest, AnotherScopeOrTenantNeedsNoUser) {
  PublicClientOptions options = Options();
  options.additionally_allowed_tenants = {"*"};
  Use(std::move(options));
  EXPECT_EQ(Get("s"), "ada1");
  Refreshes(UserTokenBody("other scope"));
  EXPECT_EQ(Get("s2"), "other scope");
  Refreshes(UserTokenBody("other tenant"));
  EXPECT_EQ(Get({{"s"}, "t2", "", false}), "other tenant");
  EXPECT_EQ(Get("s"), "ada1");
  EXPECT_EQ(sign_ins_, 1);
}

TEST_F(PublicClientTest, ClaimsGoWithTheRefreshToken) {
  EXPECT_EQ(Get("s"), "ada1");
  Refreshes(UserTokenBody("new"));
  EXPECT_EQ(Get({{"s"}, "", "{}", false}), "new");
  EXPECT_TRUE(absl::StrContains(LastForm(), "claims=%7B%7D&"));
}

TEST_F(PublicClientTest, AsksTheUserAgainWhenARefreshFails) {
  EXPECT_EQ(Get("s"), "ada1");
  authority_.clock->Advance(absl::Hours(1));
  authority_.transport->Expect(Respond(400, R"({"error":"invalid_grant"})"), UrlContains(kToken));
  EXPECT_EQ(Get("s"), "ada2");
}

TEST_F(PublicClientTest, AGoodTokenIsUsedWhenItsRefreshFails) {
  more_ = R"(,"refresh_in":60)";
  EXPECT_EQ(Get("s"), "ada1");
  authority_.clock->Advance(absl::Minutes(2));
  authority_.transport->Expect(Respond(400, R"({"error":"invalid_grant"})"), UrlContains(kToken));
  EXPECT_EQ(Get("s"), "ada1");
  authority_.clock->Advance(absl::Seconds(30));
  Refreshes(UserTokenBody("new"));
  EXPECT_EQ(Get("s"), "new");
  EXPECT_EQ(sign_ins_, 1);
}

TEST_F(PublicClientTest, SaysThatAUserMustInteractIfItMayNotAsk) {
  PublicClientOptions options = Options();
  options.disable_automatic_authentication = true;
  Use(std::move(options));
  const auto token = client_->GetToken(Context::Background(), {{"s"}, "", "{}", true});
  EXPECT_THAT(token, StatusIs(absl::StatusCode::kFailedPrecondition,
                              "DeviceCodeCredential can't acquire a token without user "
                              "interaction. Call Authenticate to authenticate a user "
                              "interactively"));
  const auto required = GetRequiredTokenRequest(token.status());
  ASSERT_TRUE(required.has_value());
  EXPECT_THAT(required->scopes, ElementsAre("s"));
  EXPECT_EQ(required->claims, "{}");
  EXPECT_TRUE(required->enable_cae);
  EXPECT_THAT(authority_.transport->requests(), IsEmpty());

  EXPECT_THAT(client_->Authenticate(Context::Background(), {{"s"}, "", "", false}), IsOk());
  EXPECT_EQ(Get("s"), "ada1");
}

TEST_F(PublicClientTest, AuthenticateTellsWhoSignedIn) {
  const auto record = client_->Authenticate(Context::Background(), {});
  ASSERT_THAT(record, IsOk());
  EXPECT_EQ(record->ToJson(),
            R"({"authority":"https://login.microsoftonline.com","clientId":"c",)"
            R"("homeAccountId":"ada.home","tenantId":"t","username":"ada@contoso.example",)"
            R"("version":"1.0"})");
  EXPECT_THAT(authority_.log,
              ElementsAre("DeviceCodeCredential.GetToken() acquired a token for scope "
                          "\"https://management.core.windows.net//.default\"",
                          "DeviceCodeCredential.Authenticate() acquired a token for scope "
                          "\"https://management.core.windows.net//.default\""));
}

TEST_F(PublicClientTest, AuthenticateAsksForTheCloudsOwnScope) {
  const struct {
    CloudConfiguration cloud;
    const char* scope;
  } kCases[] = {
      {AzureChina(), "https://management.core.chinacloudapi.cn//.default"},
      {AzureGovernment(), "https://management.core.usgovcloudapi.net//.default"},
      {{"https://login.microsoftonline.us", ""},
       "https://management.core.usgovcloudapi.net//.default"},
      {{"https://private.example", "https://arm.private.example"},
       "https://arm.private.example/.default"},
  };
  for (const auto& test : kCases) {
    PublicClientOptions options = Options();
    options.client.cloud = test.cloud;
    Use(std::move(options));
    authority_.log.clear();
    EXPECT_THAT(client_->Authenticate(Context::Background(), {}), IsOk());
    EXPECT_TRUE(absl::StrContains(authority_.log.at(0), test.scope)) << authority_.log.at(0);
  }
  PublicClientOptions options = Options();
  options.client.cloud.authority_host = "https://private.example";
  Use(std::move(options));
  EXPECT_THAT(client_->Authenticate(Context::Background(), {}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "authenticating in this environment requires specifying a scope in "
                       "TokenRequestOptions"));
}

TEST_F(PublicClientTest, WorksForTheUserWhoSignedInLast) {
  EXPECT_EQ(Get("s"), "ada1");
  EXPECT_EQ(Get("s"), "ada1");
  user_ = "bob";
  EXPECT_THAT(client_->Authenticate(Context::Background(), {{"s"}, "", "", false}), IsOk());
  EXPECT_EQ(Get("s"), "bob2");
  authority_.clock->Advance(absl::Hours(1));
  Refreshes(UserTokenBody("bobs", "bob"));
  EXPECT_EQ(Get("s"), "bobs");
  EXPECT_TRUE(absl::StrContains(LastForm(), "refresh_token=rt-bob2&"));
}

TEST_F(PublicClientTest, ARefreshThatEndsAfterAnotherUserSignedInChangesNothing) {
  const TokenRequestOptions cae = {{"s"}, "", "", true};
  EXPECT_EQ(Get("s"), "ada1");
  authority_.clock->Advance(absl::Hours(1));
  authority_.transport->Expect(
      [&](const Context&, const HttpRequest&) {
        // While ada's token is refreshed, bob signs in, with CAE.
        user_ = "bob";
        const auto record = client_->Authenticate(Context::Background(), cae);
        EXPECT_EQ(record.ok() ? record->username : "", "bob@contoso.example");
        HttpResponse response;
        response.status_code = 200;
        response.body = UserTokenBody("adas", "ada");
        return response;
      },
      UrlContains(kToken));
  EXPECT_EQ(Get("s"), "adas");
  EXPECT_EQ(Get(cae), "bob2");
  EXPECT_EQ(Get("s"), "bob3");
  EXPECT_EQ(sign_ins_, 3);
}

TEST_F(PublicClientTest, AuthenticateReturnsWhatItsOwnResponseMade) {
  // ada's response is taken in while bob signs in at the credential's other client:
  // whoever is the account by then, each call returns its own user.
  PublicClientOptions options = Options();
  std::string inner;
  options.client.logging.logger = std::make_shared<Logger>(
      [&](LogEvent, absl::string_view message) {
        if (!absl::StrContains(message, "Authenticate") || user_ == "bob") return;
        user_ = "bob";
        const auto record = client_->Authenticate(Context::Background(), {{"s"}, "", "", true});
        inner = record.ok() ? record->username : "";
      },
      std::set<LogEvent>{LogEvent::kAuthentication});
  Use(std::move(options));
  const auto record = client_->Authenticate(Context::Background(), {{"s"}, "", "", false});
  ASSERT_THAT(record, IsOk());
  EXPECT_EQ(record->username, "ada@contoso.example");
  EXPECT_EQ(inner, "bob@contoso.example");
}

TEST_F(PublicClientTest, ATokenWithCaeIsOfAnotherClientButTheSameUser) {
  const TokenRequestOptions cae = {{"s"}, "", "", true};
  EXPECT_EQ(Get("s"), "ada1");
  EXPECT_EQ(Get(cae), "ada2");
  EXPECT_EQ(Get(cae), "ada2");
  user_ = "bob";
  EXPECT_THAT(client_->Authenticate(Context::Background(), {{"s"}, "", "", false}), IsOk());
  EXPECT_EQ(Get(cae), "bob4");
}

TEST_F(PublicClientTest, ARecordOfAnUnknownAccountMakesItLookFirst) {
  PublicClientOptions options = Options();
  options.record.home_account_id = "eve.home";
  Use(std::move(options));
  EXPECT_EQ(Get("s"), "ada1");
  EXPECT_EQ(authority_.Count(kDiscovery), 1);
}

TEST_F(PublicClientTest, RemembersTheUserIfAResponseHasNoIdToken) {
  EXPECT_EQ(Get("s"), "ada1");
  authority_.clock->Advance(absl::Hours(1));
  Refreshes(TokenBody("new", 3599, R"(,"client_info":"eyJ1aWQiOiJhZGEiLCJ1dGlkIjoiaG9tZSJ9")"));
  EXPECT_EQ(Get("s"), "new");
  EXPECT_EQ(Get("s"), "new");
  EXPECT_EQ(sign_ins_, 1);
}

TEST_F(PublicClientTest, AnIdTokenWithoutAUrlForIssuerIsAnError) {
  const SignIn sign_in = [](const Context&, ClientCore&, const TokenRequest& request) {
    return ParseTokenResponse(TokenBody("t", 3599, R"(,"id_token":"e30.eyJpc3MiOiI6Ly94In0.s")"),
                              request.scopes, absl::FromUnixSeconds(1'800'000'000),
                              TokenOwner::kUser);
  };
  client_ = PublicClient::Create(Options(), sign_in).value();
  EXPECT_EQ(Get("s"), "Authenticate expected a URL issuer but got \"://x\"");
}

TEST_F(PublicClientTest, SaysWhatIsWrongWithARequest) {
  EXPECT_THAT(client_->GetToken(Context::Background(), {}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "DeviceCodeCredential.GetToken() requires at least one scope"));
  EXPECT_THAT(client_->GetToken(Context::Background(), {{"s"}, "other", "", false}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       ::testing::HasSubstr("isn't configured to acquire tokens for tenant")));
  PublicClientOptions options = Options();
  options.tenant_id = "?";
  EXPECT_THAT(
      PublicClient::Create(std::move(options), UserSignsIn()),
      StatusIs(absl::StatusCode::kInvalidArgument, ::testing::HasSubstr("invalid tenantID")));
  options = Options();
  options.client.cloud.authority_host = "http://h";
  EXPECT_THAT(
      PublicClient::Create(std::move(options), UserSignsIn()),
      StatusIs(absl::StatusCode::kInvalidArgument, "cannot use an authority host without https"));
}

TEST_F(PublicClientTest, ThreadsShareOneSignIn) {
  std::vector<std::thread> threads;
  std::atomic<int> right{0};
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] { right += Get("s") == "ada1" ? 1 : 0; });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, 8);
  EXPECT_EQ(sign_ins_, 1);
}

TEST_F(PublicClientTest, AUserSignsInOnceForAllThatIsAskedFor) {
  for (int i = 0; i < 7; ++i) Refreshes(UserTokenBody("refreshed"));
  std::vector<std::thread> threads;
  std::atomic<int> signed_in{0}, refreshed{0};
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      const std::string token = Get(absl::StrCat("s", i));
      signed_in += token == "ada1" ? 1 : 0;
      refreshed += token == "refreshed" ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(signed_in, 1);
  EXPECT_EQ(refreshed, 7);
  EXPECT_EQ(sign_ins_, 1);
}

TEST_F(PublicClientTest, AWaiterWhoseContextEndsLeaves) {
  std::unique_ptr<PublicClient> client;
  Context waiter = Context::Background().WithCancel();
  const SignIn sign_in = [&](const Context&, ClientCore&,
                             const TokenRequest&) -> absl::StatusOr<TokenResponse> {
    // While this user thinks, another call gives up.
    waiter.Cancel();
    EXPECT_THAT(client->GetToken(waiter, {{"s"}, "", "", false}),
                StatusIs(absl::StatusCode::kCancelled,
                         "DeviceCodeCredential: server response error:\n context canceled"));
    return absl::UnavailableError("no");
  };
  client = PublicClient::Create(Options(), sign_in).value();
  EXPECT_THAT(client->GetToken(Context::Background(), {{"s"}, "", "", false}),
              StatusIs(absl::StatusCode::kUnavailable, "DeviceCodeCredential: no"));
}

}  // namespace
}  // namespace azure::identity::internal
