#include "identity/interactive_browser_credential.h"

#include <map>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/errors.h"
#include "identity/internal/testing/fake_authority.h"
#include "identity/internal/text/url.h"
#include "identity/testing/fake_browser.h"
#include "identity/testing/fake_process_runner.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

using internal::kToken;
using ::testing::HasSubstr;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

// Of FakeRandom's zero bytes.
constexpr char kVerifier[] = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
constexpr char kChallenge[] = "DwBzhbb51LfusnSGBa_hqYSgo7-j8BTQnip4TOnlzRo";
constexpr char kState[] = "00000000-0000-4000-8000-000000000000";

class InteractiveBrowserCredentialTest : public ::testing::Test {
 protected:
  InteractiveBrowserCredentialTest() {
    options_.client = authority_.Options();
    options_.client.seams.redirect_listeners = listeners_;
    options_.tenant_id = "t";
    options_.client_id = "c";
    UserDoes([this](const Context&, const std::string& url) {
      opened_ = url;
      page_ = listeners_->Post(absl::StrCat("code=the+code&state=", kState));
      return absl::OkStatus();
    });
  }
  void UserDoes(FakeBrowser::User user) {
    options_.client.seams.browser = std::make_shared<FakeBrowser>(std::move(user));
  }
  // A user who comes back with `form`.
  void UserPosts(const std::string& form) {
    UserDoes([this, form](const Context&, const std::string&) {
      page_ = listeners_->Post(form);
      return absl::OkStatus();
    });
  }
  absl::StatusOr<AccessToken> GetToken(const Context& ctx = Context::Background(),
                                       const std::string& claims = "") {
    auto credential = InteractiveBrowserCredential::Create(options_);
    if (!credential.ok()) return credential.status();
    auto token = (*credential)->GetToken(ctx, {{"s"}, "", claims, false});
    EXPECT_FALSE(listeners_->listening());
    return token;
  }
  std::string Error() { return std::string(GetToken().status().message()); }
  std::map<std::string, std::string> Query() {
    return internal::ParseForm(internal::ParseUrl(opened_).value().query).value();
  }

  internal::FakeAuthority authority_;
  std::shared_ptr<FakeRedirectListeners> listeners_ = std::make_shared<FakeRedirectListeners>();
  std::string opened_;
  RedirectAnswer page_;
  InteractiveBrowserCredentialOptions options_;
};

TEST_F(InteractiveBrowserCredentialTest, TradesTheCodeForAToken) {
  authority_.transport->Expect(Respond(200, internal::UserTokenBody("tok")), UrlContains(kToken));
  const auto token = GetToken();
  ASSERT_THAT(token, IsOk());
  EXPECT_EQ(token->token(), "tok");
  EXPECT_TRUE(absl::StartsWith(
      opened_, "https://login.microsoftonline.com/t/oauth2/v2.0/authorize?client_id=c&"));
  EXPECT_THAT(Query(),
              UnorderedElementsAre(
                  Pair("client_id", "c"), Pair("code_challenge", kChallenge),
                  Pair("code_challenge_method", "S256"), Pair("prompt", "select_account"),
                  Pair("redirect_uri", "http://localhost:50000"),
                  Pair("response_mode", "form_post"), Pair("response_type", "code"),
                  Pair("scope", "s openid offline_access profile"), Pair("state", kState)));
  const auto requests = authority_.transport->requests();
  ASSERT_EQ(requests.size(), 2u);
  EXPECT_EQ(requests[1].body,
            absl::StrCat("client_id=c&client_info=1&code=the+code&code_verifier=", kVerifier,
                         "&grant_type=authorization_code&"
                         "redirect_uri=http%3A%2F%2Flocalhost%3A50000&"
                         "scope=s+openid+offline_access+profile"));
  EXPECT_EQ(page_.status_code, 200);
}

TEST_F(InteractiveBrowserCredentialTest, PassesHintsAndClaimsOn) {
  authority_.transport->Expect(Respond(200, internal::UserTokenBody("tok")), UrlContains(kToken));
  options_.login_hint = "a@b.c";
  options_.redirect_url = "http://localhost:8400";
  EXPECT_THAT(GetToken(Context::Background(), "{}"), IsOk());
  EXPECT_EQ(Query()["login_hint"], "a@b.c");
  EXPECT_EQ(Query()["claims"], "{}");
  EXPECT_EQ(Query()["redirect_uri"], "http://localhost:8400");
  EXPECT_TRUE(absl::StrContains(authority_.transport->requests()[1].body, "claims=%7B%7D&"));
}

TEST_F(InteractiveBrowserCredentialTest, ShowsWhatTheAuthoritySays) {
  UserPosts(absl::StrCat("error=access_denied&state=", kState,
                         "&error_description=AADSTS65004%3A+the+user's+%22no%22"));
  EXPECT_THAT(GetToken(), StatusIs(absl::StatusCode::kUnauthenticated,
                                   "InteractiveBrowserCredential: AADSTS65004: the user&#39;s "
                                   "&#34;no&#34;"));
}

TEST_F(InteractiveBrowserCredentialTest, WhatIsNoAnswerDoesNotEndTheWait) {
  authority_.transport->Expect(Respond(200, internal::UserTokenBody("tok")), UrlContains(kToken));
  UserDoes([this](const Context&, const std::string&) {
    for (const char* stray : {"code=c&state=other", "error=from+a+foreign+page", "", "%zz"}) {
      EXPECT_EQ(listeners_->Post(stray).status_code, 400);
    }
    EXPECT_EQ(listeners_->Post(absl::StrCat("code=c&state=", kState)).status_code, 200);
    // Too late.
    listeners_->Post(absl::StrCat("error=e&state=", kState));
    return absl::OkStatus();
  });
  EXPECT_THAT(GetToken(), IsOk());
}

TEST_F(InteractiveBrowserCredentialTest, DoesNotWaitForTheProgramThatShowsThePage) {
  authority_.transport->Expect(Respond(200, internal::UserTokenBody("tok")), UrlContains(kToken));
  UserDoes([this](const Context& ctx, const std::string&) {
    EXPECT_FALSE(ctx.cancelled());
    listeners_->Post(absl::StrCat("code=c&state=", kState));
    // What a program that goes on running returns with, told so by its context.
    EXPECT_TRUE(ctx.cancelled());
    return absl::CancelledError("context canceled");
  });
  EXPECT_THAT(GetToken(), IsOk());
}

TEST_F(InteractiveBrowserCredentialTest, OnlyTheFirstAnswerCounts) {
  UserDoes([this](const Context&, const std::string&) {
    listeners_->Post(absl::StrCat("error=access_denied&state=", kState));
    listeners_->Post(absl::StrCat("code=c&state=", kState));
    return absl::OkStatus();
  });
  EXPECT_THAT(Error(), HasSubstr("access_denied"));
}

TEST_F(InteractiveBrowserCredentialTest, ABrowserThatNeverReturnsIsLeftWhenTheContextEnds) {
  UserDoes([this](const Context&, const std::string&) {
    authority_.clock->Advance(absl::Seconds(10));
    return absl::OkStatus();
  });
  const Context ctx =
      Context::Background().WithDeadline(authority_.clock->Now() + absl::Seconds(5));
  EXPECT_THAT(GetToken(ctx), StatusIs(absl::StatusCode::kDeadlineExceeded,
                                      "InteractiveBrowserCredential: context deadline exceeded"));
}

TEST_F(InteractiveBrowserCredentialTest, CanBeCancelledWhileTheUserThinks) {
  Context ctx = Context::Background().WithCancel();
  UserDoes([&ctx](const Context&, const std::string&) {
    ctx.Cancel();
    return absl::OkStatus();
  });
  EXPECT_THAT(GetToken(ctx), StatusIs(absl::StatusCode::kCancelled,
                                      "InteractiveBrowserCredential: context canceled"));
}

TEST_F(InteractiveBrowserCredentialTest, ABrowserThatIsKilledWithTheContextIsNotToBlame) {
  Context ctx = Context::Background().WithCancel();
  UserDoes([&ctx](const Context&, const std::string&) {
    ctx.Cancel();
    return absl::UnavailableError("signal: killed");
  });
  EXPECT_THAT(GetToken(ctx), StatusIs(absl::StatusCode::kCancelled,
                                      "InteractiveBrowserCredential: context canceled"));
}

TEST_F(InteractiveBrowserCredentialTest, SaysThatThereIsNoBrowser) {
  const auto processes = std::make_shared<FakeProcessRunner>();
  for (int i = 0; i < 3; ++i) processes->Expect(absl::NotFoundError("exec"));
  options_.client.seams.browser = nullptr;
  options_.client.seams.processes = processes;
  EXPECT_EQ(Error(),
            "InteractiveBrowserCredential: exec: \"xdg-open,x-www-browser,www-browser\": "
            "executable file not found in $PATH");
}

TEST_F(InteractiveBrowserCredentialTest, ChecksTheRedirectUrl) {
  options_.redirect_url = "http://localhost:x";
  EXPECT_EQ(Error(),
            "InteractiveBrowserCredential: parse \"http://localhost:x\": invalid port \":x\" after "
            "host");
  options_.redirect_url = "http://localhost:99999999999999999999";
  EXPECT_EQ(Error(),
            "InteractiveBrowserCredential: strconv.Atoi: parsing \"99999999999999999999\": value "
            "out of range");
}

TEST_F(InteractiveBrowserCredentialTest, TheConfigurationIsNotNamedAsAnEndpoint) {
  authority_.transport->Expect(Respond(200, "{}"), UrlContains(internal::kConfiguration));
  EXPECT_EQ(Error(),
            "InteractiveBrowserCredential: ResolveEndpoints(): TenantDiscoveryResponse: authorize "
            "endpoint was not found in the openid configuration");
}

TEST_F(InteractiveBrowserCredentialTest, OpensNothingButWebPages) {
  authority_.transport->Expect(
      Respond(200, R"({"authorization_endpoint":"file:///bin/sh","issuer":)"
                   R"("https://login.microsoftonline.com/t","token_endpoint":"https://h/token"})"),
      UrlContains(internal::kConfiguration));
  EXPECT_EQ(Error(),
            "InteractiveBrowserCredential: authorization endpoint 'file:///bin/sh' doesn't use "
            "https");
  EXPECT_EQ(opened_, "");
}

TEST_F(InteractiveBrowserCredentialTest, SaysThatTheCodeCouldNotBeTraded) {
  for (int i = 0; i < 4; ++i) {
    authority_.transport->Expect(Fail(absl::UnavailableError("no route")), UrlContains(kToken));
  }
  EXPECT_EQ(Error(),
            "InteractiveBrowserCredential: could not retrieve token from auth code: server "
            "response error:\n no route");
  authority_.transport->Expect(Respond(400, R"({"error":"invalid_grant"})"), UrlContains(kToken));
  EXPECT_THAT(Error(), HasSubstr("InteractiveBrowserCredential authentication failed. \nPOST "));
}

TEST_F(InteractiveBrowserCredentialTest, TheRealListenerIsAsGood) {
  options_.client.seams.redirect_listeners = LoopbackListeners();
  // Nobody comes back: what is tested is that it starts, and stops with the context.
  Context ctx = Context::Background().WithCancel();
  UserDoes([&](const Context&, const std::string& url) {
    opened_ = url;
    ctx.Cancel();
    return absl::OkStatus();
  });
  EXPECT_THAT(GetToken(ctx), StatusIs(absl::StatusCode::kCancelled,
                                      "InteractiveBrowserCredential: context canceled"));
  EXPECT_TRUE(absl::StartsWith(Query()["redirect_uri"], "http://localhost:"));
}

}  // namespace
}  // namespace azure::identity
