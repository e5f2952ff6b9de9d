#include "identity/internal/sign_in/redirect_outcome.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

RedirectOutcome Judge(absl::string_view body) {
  return JudgeRedirect({"POST", /*is_form=*/true, std::string(body)}, "s1");
}

void ExpectRefused(const RedirectOutcome& outcome, int status_code, absl::string_view error) {
  EXPECT_THAT(outcome.code, StatusIs(absl::StatusCode::kInvalidArgument, std::string(error)));
  EXPECT_EQ(outcome.page.status_code, status_code);
  EXPECT_THAT(outcome.page.html, HasSubstr("<title>Authentication Failed</title>"));
}

TEST(RedirectOutcomeTest, IsTheCode) {
  const RedirectOutcome outcome = Judge("code=a%2Fb&state=s1");
  EXPECT_THAT(outcome.code, IsOkAndHolds("a/b"));
  EXPECT_EQ(outcome.page.status_code, 200);
  EXPECT_THAT(outcome.page.html, HasSubstr("<title>Authentication Complete</title>"));
  EXPECT_THAT(outcome.page.html, Not(HasSubstr("a/b")));
}

TEST(RedirectOutcomeTest, IsWhatTheAuthoritySays) {
  const RedirectOutcome outcome =
      Judge("error=access_denied&error_description=the+user's+%3Cb%3Eno%3C/b%3E&state=other");
  EXPECT_THAT(outcome.code,
              StatusIs(absl::StatusCode::kUnauthenticated, "the user&#39;s &lt;b&gt;no&lt;/b&gt;"));
  EXPECT_EQ(outcome.page.status_code, 200);
  EXPECT_THAT(outcome.page.html,
              HasSubstr("Error details: error access_denied error_description: the user&#39;s "
                        "&lt;b&gt;no&lt;/b&gt;"));
}

TEST(RedirectOutcomeTest, IsTheErrorsNameIfTheAuthoritySaysNoMore) {
  EXPECT_THAT(Judge("error=server_error").code,
              StatusIs(absl::StatusCode::kUnauthenticated, "server_error"));
}

TEST(RedirectOutcomeTest, RefusesAnotherState) {
  const RedirectOutcome outcome = Judge("code=c&state=%3Cs2%3E");
  ExpectRefused(outcome, 500, "mismatched OAuth state, req(s1), resp(<s2>)");
  EXPECT_THAT(outcome.page.html, Not(HasSubstr("s1")));
}

TEST(RedirectOutcomeTest, RefusesWhatIsIncomplete) {
  ExpectRefused(Judge("code=c"), 500, "server didn't send OAuth state");
  ExpectRefused(Judge(""), 500, "server didn't send OAuth state");
  ExpectRefused(Judge("state=s1"), 500, "authorization code missing in response");
  ExpectRefused(JudgeRedirect({"POST", /*is_form=*/false, "code=c&state=s1"}, "s1"), 500,
                "server didn't send OAuth state");
}

TEST(RedirectOutcomeTest, RefusesWhatIsNoForm) {
  ExpectRefused(Judge("code=%zz"), 400, "failed to parse form data: invalid URL escape \"%zz\"");
  for (const char* method : {"GET", "HEAD", "OPTIONS"}) {
    ExpectRefused(JudgeRedirect({method, false, ""}, "s1"), 405,
                  "response was received via a GET operation, which is not supported");
  }
}

TEST(RedirectOutcomeTest, EscapesWhatItShows) {
  EXPECT_THAT(Judge("error=%3Cscript%3E&error_description=%26").page.html,
              HasSubstr("error &lt;script&gt; error_description: &amp;"));
}

}  // namespace
}  // namespace azure::identity::internal
