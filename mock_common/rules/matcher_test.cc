#include "mock_common/rules/matcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mock::scenario {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

http::Request TokenRequest() {
  http::Request request;
  request.method = "POST";
  request.host = "login.microsoftonline.com";
  request.path = "/contoso/oauth2/v2.0/token";
  request.query = "dc=weu";
  request.headers = {{"X-Client-SKU", "MSAL.Go"}, {"Authorization", "Bearer hunter2"}};
  request.body = "client_id=app&client_secret=hunter2&scope=https%3A%2F%2Fvault%2F.default";
  return request;
}

bool Matches(const Match& match, const http::Request& request) {
  return Matcher(match).Matches(RequestView(request, ""));
}

std::vector<std::string> Differences(const Match& match, const http::Request& request) {
  return Matcher(match).Differences(RequestView(request, ""));
}

TEST(GlobTest, StarStandsForAnyText) {
  EXPECT_TRUE(GlobMatches("", ""));
  EXPECT_TRUE(GlobMatches("*", ""));
  EXPECT_TRUE(GlobMatches("*/token", "/a/b/token"));
  EXPECT_TRUE(GlobMatches("a*b*c", "a-b-b-c"));
  EXPECT_TRUE(GlobMatches("abc**", "abc"));
  EXPECT_FALSE(GlobMatches("", "a"));
  EXPECT_FALSE(GlobMatches("a*b", "a-b-c"));
  EXPECT_FALSE(GlobMatches("abc", "abcd"));
  EXPECT_FALSE(GlobMatches("abc", "ABC"));
}

TEST(GlobTest, ManyStarsDoNotTakeExponentialTime) {
  std::string pattern;
  for (int i = 0; i < 50; ++i) pattern += "a*";
  EXPECT_FALSE(GlobMatches(pattern + "b", std::string(10000, 'a')));
}

TEST(MatcherTest, AnEmptyMatchTakesAnyRequest) {
  EXPECT_TRUE(Matches(Match(), TokenRequest()));
  EXPECT_TRUE(Matches(Match(), http::Request()));
}

TEST(MatcherTest, EveryFieldThatIsSetMustHold) {
  Match match;
  match.set_method("POST");
  match.set_host("*.microsoftonline.com");
  match.set_path("/*/oauth2/v2.0/token");
  (*match.mutable_query())["dc"] = "weu";
  (*match.mutable_form())["scope"] = "*/.default";
  (*match.mutable_headers())["x-client-sku"] = "MSAL.*";
  EXPECT_TRUE(Matches(match, TokenRequest()));
  EXPECT_THAT(Differences(match, TokenRequest()), IsEmpty());

  (*match.mutable_query())["dc"] = "neu";
  EXPECT_FALSE(Matches(match, TokenRequest()));
}

TEST(MatcherTest, HostsMatchWithoutCase) {
  Match match;
  match.set_host("Login.MicrosoftOnline.com");
  EXPECT_TRUE(Matches(match, TokenRequest()));
}

TEST(MatcherTest, StarAsksThatAFieldIsThereAndEmptyThatItIsNot) {
  Match match;
  (*match.mutable_form())["claims"] = "*";
  EXPECT_FALSE(Matches(match, TokenRequest()));
  (*match.mutable_form())["claims"] = "";
  EXPECT_TRUE(Matches(match, TokenRequest()));
  (*match.mutable_form())["scope"] = "";
  EXPECT_FALSE(Matches(match, TokenRequest()));
}

TEST(MatcherTest, AnyHeaderOfThatNameMayMatch) {
  http::Request request = TokenRequest();
  request.headers.Add("x-client-sku", "other");
  Match match;
  (*match.mutable_headers())["X-CLIENT-SKU"] = "other";
  EXPECT_TRUE(Matches(match, request));
}

TEST(MatcherTest, DifferencesTellWhatWasExpectedAndWhatCame) {
  Match match;
  match.set_method("GET");
  match.set_host("login.microsoftonline.us");
  match.set_path("*/authorize");
  (*match.mutable_query())["slice"] = "x";
  (*match.mutable_form())["scope"] = "";
  (*match.mutable_form())["client_id"] = "other\n";
  (*match.mutable_headers())["x-client-sku"] = "MSAL.NET";
  EXPECT_FALSE(Matches(match, TokenRequest()));
  EXPECT_THAT(
      Differences(match, TokenRequest()),
      ElementsAre(R"(method: expected "GET", got "POST")",
                  R"(host: expected "login.microsoftonline.us", got "login.microsoftonline.com")",
                  R"(path: expected "*/authorize", got "/contoso/oauth2/v2.0/token")",
                  R"(query.slice: expected "x", got none)",
                  R"(form.client_id: expected "other\n", got "app")",
                  R"(form.scope: expected none, got "https://vault/.default")",
                  R"(headers.x-client-sku: expected "MSAL.NET", got "MSAL.Go")"));
}

TEST(MatcherTest, DifferencesNeverShowSecrets) {
  Match match;
  (*match.mutable_form())["client_secret"] = "s3cret*";
  (*match.mutable_form())["password"] = "passw0rd";
  (*match.mutable_headers())["authorization"] = "";
  const auto differences = Differences(match, TokenRequest());
  EXPECT_THAT(
      differences,
      ElementsAre("form.client_secret: expected a value (not shown), got another (not shown)",
                  "form.password: expected a value (not shown), got none",
                  "headers.authorization: expected none, got one"));
}

TEST(MatcherTest, DifferencesCutLongValues) {
  http::Request request;
  request.path = "/" + std::string(1000, 'a');
  Match match;
  match.set_path("/b");
  const auto differences = Differences(match, request);
  ASSERT_EQ(differences.size(), 1u);
  EXPECT_LT(differences[0].size(), 200u);
  EXPECT_THAT(differences[0], HasSubstr("aaa...\""));
}

}  // namespace
}  // namespace mock::scenario
