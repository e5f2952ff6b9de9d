#include "identity/internal/text/go_url.h"

#include <string>

#include "gtest/gtest.h"

namespace azure::identity::internal {
namespace {

TEST(UrlTextTest, DecodesOrEscapesThePath) {
  EXPECT_EQ(UrlWithDecodedPath("https://h/secrets/a%20b%2Fc?x=secret#f"),
            "https://h/secrets/a b/c");
  EXPECT_EQ(UrlWithEscapedPath("https://h/secrets/a%20b?x=secret"), "https://h/secrets/a%20b");
  EXPECT_EQ(UrlWithEscapedPath("https://h/a b\"é"), "https://h/a%20b%22%C3%A9");
  EXPECT_EQ(UrlWithDecodedPath("https://h/%zz"), "https://h/%zz");
  EXPECT_EQ(UrlWithDecodedPath("HTTPS://user:pw@host:8443?x"), "https://host:8443");
}

TEST(UrlTextTest, TakesWhatIsNoUrlForAPath) {
  EXPECT_EQ(UrlWithDecodedPath(""), "");
  EXPECT_EQ(UrlWithDecodedPath("non%20sense"), "non sense");
  EXPECT_EQ(UrlWithEscapedPath("http://"), "http://");
  EXPECT_EQ(UrlWithDecodedPath("A B://C"), "A B://C");
  EXPECT_EQ(RedactUrl("?a=b", {}), "?a=REDACTED");
}

TEST(RedactUrlTest, ShowsOnlyAllowedParametersSortedByName) {
  EXPECT_EQ(RedactUrl("https://login.microsoftonline.com/common/discovery/instance"
                      "?authorization_endpoint=https%3A%2F%2Fh%2Ft&api-version=1.1",
                      {"api-version"}),
            "https://login.microsoftonline.com/common/discovery/instance"
            "?api-version=1.1&authorization_endpoint=REDACTED");
}

TEST(RedactUrlTest, KeepsABareQuestionMark) {
  EXPECT_EQ(RedactUrl("https://h/v2.0/.well-known/openid-configuration?", {}),
            "https://h/v2.0/.well-known/openid-configuration?");
  EXPECT_EQ(RedactUrl("https://h/p", {}), "https://h/p");
}

TEST(RedactUrlTest, ReencodesAsGoDoes) {
  EXPECT_EQ(RedactUrl("http://h/?b=x%20y&A=1+2&b=2&c&=v&d;e=1&f=%zz&s=1&s=2", {"a", "b"}),
            "http://h/?=REDACTED&A=1+2&b=x+y&b=2&c=REDACTED&s=REDACTED");
}

TEST(RedactUrlTest, DropsUserInfoAndFragment) {
  EXPECT_EQ(RedactUrl("https://u:p@h/x#access_token=t", {}), "https://h/x");
}

TEST(QueryEscapeTest, EscapesAsForms) {
  EXPECT_EQ(QueryEscape("https://a/.default b~-_+&=é"),
            "https%3A%2F%2Fa%2F.default+b~-_%2B%26%3D%C3%A9");
}

TEST(PathEscapeTest, EscapesOneSegment) {
  EXPECT_EQ(PathEscape("a+b@c.d/e?f;g,h i%&=:$é"), "a+b@c.d%2Fe%3Ff%3Bg%2Ch%20i%25&=:$%C3%A9");
}

}  // namespace
}  // namespace azure::identity::internal
