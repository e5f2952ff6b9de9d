#include "identity/internal/sign_in/redirect_outcome.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

RedirectRequest Post(absl::string_view body) {
  return {"POST", "/", "localhost:41231", /*is_form=*/true, std::string(body)};
}

RedirectOutcome Judge(absl::string_view body) { return JudgeRedirect(Post(body), "s1"); }

void ExpectRefused(const RedirectOutcome& outcome, int status_code, absl::string_view error) {
  ASSERT_TRUE(outcome.code.has_value());
  EXPECT_THAT(*outcome.code, StatusIs(absl::StatusCode::kInvalidArgument, std::string(error)));
  EXPECT_EQ(outcome.page.status_code, status_code);
  EXPECT_THAT(outcome.page.html, HasSubstr("<title>Authentication Failed</title>"));
}

void ExpectNoAnswer(const RedirectOutcome& outcome) {
  EXPECT_FALSE(outcome.code.has_value());
  EXPECT_EQ(outcome.page.status_code, 400);
  EXPECT_THAT(outcome.page.html, Not(HasSubstr("s1")));
}

TEST(RedirectOutcomeTest, IsTheCode) {
  const RedirectOutcome outcome = Judge("code=a%2Fb&state=s1");
  EXPECT_THAT(*outcome.code, IsOkAndHolds("a/b"));
  EXPECT_EQ(outcome.page.status_code, 200);
  EXPECT_THAT(outcome.page.html, HasSubstr("<title>Authentication Complete</title>"));
  EXPECT_THAT(outcome.page.html, Not(HasSubstr("a/b")));
}

TEST(RedirectOutcomeTest, IsWhatTheAuthoritySays) {
  const RedirectOutcome outcome =
      Judge("error=access_denied&error_description=the+user's+%3Cb%3Eno%3C/b%3E&state=s1");
  EXPECT_THAT(*outcome.code,
              StatusIs(absl::StatusCode::kUnauthenticated, "the user&#39;s &lt;b&gt;no&lt;/b&gt;"));
  EXPECT_EQ(outcome.page.status_code, 200);
  EXPECT_THAT(outcome.page.html,
              HasSubstr("Error details: error access_denied error_description: the user&#39;s "
                        "&lt;b&gt;no&lt;/b&gt;"));
}

TEST(RedirectOutcomeTest, IsTheErrorsNameIfTheAuthoritySaysNoMore) {
  EXPECT_THAT(*Judge("error=server_error&state=s1").code,
              StatusIs(absl::StatusCode::kUnauthenticated, "server_error"));
}

TEST(RedirectOutcomeTest, IsNoAnswerWithoutTheState) {
  ExpectNoAnswer(Judge("code=c&state=%3Cs2%3E"));
  ExpectNoAnswer(Judge("code=c"));
  ExpectNoAnswer(Judge(""));
  ExpectNoAnswer(Judge("error=access_denied&error_description=from+elsewhere"));
  ExpectNoAnswer(Judge("error=access_denied&state=other"));
  ExpectNoAnswer(Judge("code=%zz&state=s1"));
  RedirectRequest request = Post("code=c&state=s1");
  request.is_form = false;
  ExpectNoAnswer(JudgeRedirect(request, "s1"));
  for (const char* target : {"/", "/?code=c", "/?error=e&state=s2", "/favicon.ico", "*"}) {
    ExpectNoAnswer(JudgeRedirect({"GET", target, "localhost", false, ""}, "s1"));
  }
}

TEST(RedirectOutcomeTest, IsForTheRootOfLoopbackAlone) {
  RedirectRequest request = Post("code=c&state=s1");
  request.target = "/elsewhere";
  ExpectNoAnswer(JudgeRedirect(request, "s1"));
  request.target = "/";
  for (const char* host : {"", "evil.example", "evil.example:41231", "localhost.evil.example",
                           "localhost:80@evil.example", "127.0.0.1.evil.example", "[::2]"}) {
    request.host = host;
    ExpectNoAnswer(JudgeRedirect(request, "s1"));
  }
  for (const char* host :
       {"localhost", "LOCALHOST:41231", "127.0.0.1", "127.0.0.1:41231", "[::1]", "[::1]:41231"}) {
    request.host = host;
    EXPECT_TRUE(JudgeRedirect(request, "s1").code.has_value()) << host;
  }
}

TEST(RedirectOutcomeTest, RefusesWhatIsIncomplete) {
  ExpectRefused(Judge("state=s1"), 500, "authorization code missing in response");
}

TEST(RedirectOutcomeTest, RefusesAnAnswerInTheAddress) {
  for (const char* method : {"GET", "HEAD", "OPTIONS"}) {
    ExpectRefused(JudgeRedirect({method, "/?code=c&state=s1", "localhost", false, ""}, "s1"), 405,
                  "response was received via a GET operation, which is not supported");
  }
}

TEST(RedirectOutcomeTest, EscapesWhatItShows) {
  EXPECT_THAT(Judge("error=%3Cscript%3E&error_description=%26&state=s1").page.html,
              HasSubstr("error &lt;script&gt; error_description: &amp;"));
}

}  // namespace
}  // namespace azure::identity::internal
