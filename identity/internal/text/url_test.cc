#include "identity/internal/text/url.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

TEST(UrlTest, HasTheParts) {
  const absl::StatusOr<Url> url =
      ParseUrl("HTTPS://user:pw@Login.example.com:8443/a%20b/c?x=1&y=%2F#fragment");
  ASSERT_THAT(url, IsOk());
  EXPECT_EQ(url->scheme, "https");
  EXPECT_EQ(url->user_info, "user:pw");
  EXPECT_EQ(url->host, "Login.example.com:8443");
  EXPECT_EQ(url->Hostname(), "Login.example.com");
  EXPECT_EQ(url->Port(), "8443");
  EXPECT_EQ(url->path, "/a b/c");
  EXPECT_EQ(url->escaped_path, "/a%20b/c");
  EXPECT_EQ(url->query, "x=1&y=%2F");
  EXPECT_EQ(url->ToString(), "https://Login.example.com:8443/a%20b/c?x=1&y=%2F");
  EXPECT_EQ(url->WithoutQuery(), "https://Login.example.com:8443/a%20b/c");
}

TEST(UrlTest, KeepsABareQuestionMark) {
  EXPECT_EQ(ParseUrl("https://h/p?")->ToString(), "https://h/p?");
  EXPECT_EQ(ParseUrl("https://h/p")->ToString(), "https://h/p");
  EXPECT_EQ(ParseUrl("https://h")->ToString(), "https://h");
}

TEST(UrlTest, KnowsIpv6Hosts) {
  const absl::StatusOr<Url> url = ParseUrl("http://[::1]:80/");
  ASSERT_THAT(url, IsOk());
  EXPECT_EQ(url->host, "[::1]:80");
  EXPECT_EQ(url->Hostname(), "::1");
  EXPECT_EQ(url->Port(), "80");
  EXPECT_EQ(ParseUrl("http://[fe80::1%25en0]/")->Hostname(), "fe80::1%en0");
  EXPECT_EQ(ParseUrl("http://[::1]/")->Port(), "");
}

TEST(UrlTest, ReadsRelativeReferencesAndOpaqueUrls) {
  EXPECT_EQ(ParseUrl("login.example.com")->path, "login.example.com");
  EXPECT_EQ(ParseUrl("login.example.com")->scheme, "");
  EXPECT_EQ(ParseUrl("//host/p")->host, "host");
  EXPECT_EQ(ParseUrl("/p?q")->WithoutQuery(), "/p");
  EXPECT_EQ(ParseUrl("https://h/p?")->WithoutQuery(), "https://h/p?");
  EXPECT_EQ(ParseUrl("mailto:a@b")->scheme, "mailto");
  EXPECT_EQ(ParseUrl("")->path, "");
}

struct BadUrl {
  const char* text;
  const char* error;
};

class BadUrlTest : public ::testing::TestWithParam<BadUrl> {};

// The errors are what net/url of Go 1.26 says.
TEST_P(BadUrlTest, HasGosError) {
  EXPECT_THAT(ParseUrl(GetParam().text),
              StatusIs(absl::StatusCode::kInvalidArgument, GetParam().error));
}

INSTANTIATE_TEST_SUITE_P(
    All, BadUrlTest,
    ::testing::Values(
        BadUrl{"://x", R"(parse "://x": missing protocol scheme)"},
        BadUrl{"1:2", R"(parse "1:2": first path segment in URL cannot contain colon)"},
        BadUrl{"https://h:abc/", R"(parse "https://h:abc/": invalid port ":abc" after host)"},
        BadUrl{"https://a:1:2/", R"(parse "https://a:1:2/": invalid port ":1:2" after host)"},
        BadUrl{"https://a b/", R"(parse "https://a b/": invalid character " " in host name)"},
        BadUrl{"https://a\\b/", R"(parse "https://a\\b/": invalid character "\\" in host name)"},
        BadUrl{"https://a%20b/", R"(parse "https://a%20b/": invalid URL escape "%20")"},
        BadUrl{"https://h/%zz", R"(parse "https://h/%zz": invalid URL escape "%zz")"},
        BadUrl{"https://h/%zz#f", R"(parse "https://h/%zz": invalid URL escape "%zz")"},
        BadUrl{"https://h/#%zz", R"(parse "https://h/#%zz": invalid URL escape "%zz")"},
        BadUrl{"https://%%41/", R"(parse "https://%%41/": invalid URL escape "%%4")"},
        BadUrl{"https://h/%2", R"(parse "https://h/%2": invalid URL escape "%2")"},
        BadUrl{"https://h/\n",
               R"(parse "https://h/\n": net/url: invalid control character in URL)"},
        BadUrl{"https://[::1", R"(parse "https://[::1": missing ']' in host)"},
        BadUrl{"https://a[::1]", R"(parse "https://a[::1]": invalid IP-literal)"},
        BadUrl{"https://[1.2.3.4]", R"(parse "https://[1.2.3.4]": invalid IP-literal)"},
        BadUrl{"https://a b@h/", R"(parse "https://a b@h/": net/url: invalid userinfo)"}));

TEST(EncodeFormTest, SortsByNameAndEscapesBothSides) {
  EXPECT_EQ(EncodeForm({{"scope", "https://vault/.default openid"},
                        {"client_secret", "a+b&c=d%~é"},
                        {"x y", ""}}),
            "client_secret=a%2Bb%26c%3Dd%25~%C3%A9&scope=https%3A%2F%2Fvault%2F.default+openid"
            "&x+y=");
  EXPECT_EQ(EncodeForm({}), "");
}

TEST(EncodeQueryTest, WritesTheQueryAnew) {
  EXPECT_THAT(EncodeQuery("https://h/p"), IsOkAndHolds("https://h/p"));
  EXPECT_THAT(EncodeQuery("https://h/p?"), IsOkAndHolds("https://h/p?"));
  EXPECT_THAT(EncodeQuery("https://h/p?b=2&a=x y&&b=1&c&d=%41;e+f&g=%2B#?"),
              IsOkAndHolds("https://h/p?a=x+y&b=2&b=1&c=&d=A%3Be+f&g=%2B%23%3F"));
}

TEST(EncodeQueryTest, RefusesABadEscape) {
  for (const char* url : {"https://h?a=%zz", "https://h?%zz=a", "https://h?a=%41&b=%zz&c=%y"}) {
    EXPECT_THAT(EncodeQuery(url),
                StatusIs(absl::StatusCode::kInvalidArgument, "invalid URL escape \"%zz\""));
  }
}

TEST(HaveSameOriginTest, ComparesSchemeHostAndPort) {
  const auto same = [](const char* a, const char* b) {
    return HaveSameOrigin(*ParseUrl(a), *ParseUrl(b));
  };
  EXPECT_TRUE(same("https://h/a", "https://H:443/b?c"));
  EXPECT_TRUE(same("http://h:80", "http://h"));
  EXPECT_TRUE(same("https://[::1]:8443/", "https://[::1]:8443"));
  EXPECT_FALSE(same("https://h", "http://h"));
  EXPECT_FALSE(same("https://h:443", "http://h:443"));
  EXPECT_FALSE(same("https://h", "https://h:8443"));
  EXPECT_FALSE(same("https://h", "https://a.h"));
  EXPECT_FALSE(same("https://[::1]", "https://[::2]"));
}

TEST(SetQueryFieldsTest, SetsFieldsBesideThoseThatAreThere) {
  EXPECT_EQ(SetQueryFields("", {{"b", "x y"}, {"a", "/"}}), "a=%2F&b=x+y");
  EXPECT_EQ(SetQueryFields("c=1&a=old&c=0&a=older", {{"a", "new"}}), "a=new&c=1&c=0");
}

TEST(SetQueryFieldsTest, LeavesOutWhatIsMalformed) {
  EXPECT_EQ(SetQueryFields("x=%zz&%=1&y=1;2&z&=e&&w=%41+", {{"a", ""}}), "=e&a=&w=A+&z=");
}

TEST(ParseFormTest, ReadsWhatBrowsersSend) {
  const auto form = ParseForm("code=a%2Bb&state=c+d&code=second&&flag&=x&e=f%3Dg=h");
  ASSERT_THAT(form, IsOk());
  EXPECT_THAT(*form, ::testing::UnorderedElementsAre(
                         ::testing::Pair("code", "a+b"), ::testing::Pair("state", "c d"),
                         ::testing::Pair("flag", ""), ::testing::Pair("", "x"),
                         ::testing::Pair("e", "f=g=h")));
}

TEST(ParseFormTest, SaysWhatIsWrong) {
  EXPECT_THAT(ParseForm("a=%zz&b=%yy"),
              StatusIs(absl::StatusCode::kInvalidArgument, "invalid URL escape \"%zz\""));
  EXPECT_THAT(ParseForm("%=%zz&a;b"),
              StatusIs(absl::StatusCode::kInvalidArgument, "invalid semicolon separator in query"));
}

}  // namespace
}  // namespace azure::identity::internal
