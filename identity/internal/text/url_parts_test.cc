#include "identity/internal/text/url_parts.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

TEST(SplitUrlTest, HasEveryPartAsItIsWritten) {
  const UrlParts parts = SplitUrl("HTTPS://u:p@w@Host:1/a%20b?x=/?y#?z");
  EXPECT_TRUE(parts.has_scheme);
  EXPECT_EQ(parts.scheme, "HTTPS");
  EXPECT_TRUE(parts.has_authority);
  EXPECT_TRUE(parts.has_user_info);
  EXPECT_EQ(parts.user_info, "u:p@w");
  EXPECT_EQ(parts.host, "Host:1");
  EXPECT_EQ(parts.path, "/a%20b");
  EXPECT_TRUE(parts.has_query);
  EXPECT_EQ(parts.query, "x=/?y");
}

TEST(SplitUrlTest, KnowsWhatIsEmptyFromWhatIsMissing) {
  const UrlParts empty = SplitUrl("://@?#");
  EXPECT_TRUE(empty.has_scheme && empty.has_authority && empty.has_user_info && empty.has_query);
  EXPECT_EQ(empty.path, "");
  const UrlParts none = SplitUrl("");
  EXPECT_FALSE(none.has_scheme || none.has_authority || none.has_user_info || none.has_query);
}

TEST(SplitUrlTest, TellsAuthorityAndPathApart) {
  EXPECT_EQ(SplitUrl("//host/p").host, "host");
  EXPECT_EQ(SplitUrl("///p").path, "///p");
  EXPECT_EQ(SplitUrl("file:///p").path, "/p");
  EXPECT_EQ(SplitUrl("http://h?a@b/c").host, "h");
  EXPECT_EQ(SplitUrl("mailto:a@b").path, "a@b");
  EXPECT_EQ(SplitUrl("1a:b").scheme, "1a");
  EXPECT_EQ(SplitUrl("a b://c").path, "a b://c");
}

TEST(PercentTest, EncodesAllButWhatIsKept) {
  EXPECT_EQ(PercentEncode("a-_.~ /%\n\xc3\xa9", ""), "a-_.~%20%2F%25%0A%C3%A9");
  EXPECT_EQ(PercentEncode("a/b c", "/"), "a/b%20c");
}

TEST(PercentTest, DecodesOrSaysWhatCannotBeDecoded) {
  EXPECT_THAT(PercentDecode("a%20b%2f+%C3%a9"), IsOkAndHolds("a b/+\xc3\xa9"));
  EXPECT_THAT(PercentDecode("%zz"),
              StatusIs(absl::StatusCode::kInvalidArgument, "invalid URL escape \"%zz\""));
  EXPECT_THAT(PercentDecode("a%2"),
              StatusIs(absl::StatusCode::kInvalidArgument, "invalid URL escape \"%2\""));
}

TEST(DecodeFormFieldTest, DecodesBothSides) {
  EXPECT_THAT(DecodeFormField("a+b=c%3D=d"), IsOkAndHolds(::testing::Pair("a b", "c==d")));
  EXPECT_THAT(DecodeFormField("a"), IsOkAndHolds(::testing::Pair("a", "")));
  EXPECT_THAT(DecodeFormField("a=%+1"),
              StatusIs(absl::StatusCode::kInvalidArgument, "invalid URL escape \"%+1\""));
}

}  // namespace
}  // namespace azure::identity::internal
