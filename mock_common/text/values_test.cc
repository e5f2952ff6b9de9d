#include "mock_common/text/values.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mock::scenario {
namespace {

using ::testing::HasSubstr;

TEST(ValuesTest, DurationsAreFiniteAndNotNegative) {
  EXPECT_EQ(ParseDurationText("1h30m"), absl::Minutes(90));
  EXPECT_EQ(ParseDurationText("300ms"), absl::Milliseconds(300));
  EXPECT_EQ(ParseDurationText("0"), absl::ZeroDuration());
  for (const char* text : {"", "5", "5 s", "-1s", "inf", "-inf", "soon", "1e400h"}) {
    EXPECT_EQ(ParseDurationText(text), std::nullopt) << text;
  }
  EXPECT_EQ(CheckDuration("5s"), "");
  EXPECT_EQ(CheckDuration("5 s"), "\"5 s\" is not a duration; write \"5s\", \"300ms\" or \"1h\"");
}

TEST(ValuesTest, InstantsAreRfc3339) {
  EXPECT_EQ(ParseInstantText("2022-03-02T18:25:26Z"), absl::FromUnixSeconds(1646245526));
  EXPECT_EQ(ParseInstantText("2022-03-02T19:25:26+01:00"), absl::FromUnixSeconds(1646245526));
  for (const char* text : {"", "2022-03-02", "2022-03-02 18:25:26Z", "infinite-future", "now"}) {
    EXPECT_EQ(ParseInstantText(text), std::nullopt) << text;
  }
  EXPECT_EQ(CheckInstant("now"), "\"now\" is not an instant; write \"2026-01-31T00:00:00Z\"");
}

TEST(ValuesTest, KebabCase) {
  for (const char* text : {"a", "client-secret-invalid", "aadsts-90002", "429-then-200"}) {
    EXPECT_EQ(CheckKebabCase(text), "") << text;
  }
  for (const char* text : {"", "A", "a_b", "a--b", "-a", "a-", "a b", "\xc3\xa4"}) {
    EXPECT_THAT(CheckKebabCase(text), HasSubstr("is not kebab-case")) << text;
  }
}

TEST(ValuesTest, HeaderNamesAndValues) {
  EXPECT_EQ(CheckHeaderName("x-ms-request-id"), "");
  for (const char* name : {"", "a b", "a:", "a\r\n"}) {
    EXPECT_THAT(CheckHeaderName(name), HasSubstr("is not a header name")) << name;
  }
  EXPECT_EQ(CheckHeaderValue("Bearer realm=\"\"\t\xc3\xa4"), "");
  EXPECT_NE(CheckHeaderValue("a\r\nb"), "");
  EXPECT_NE(CheckHeaderValue(std::string("a\0b", 3)), "");
}

TEST(ValuesTest, AnOffsetMayHaveADefault) {
  EXPECT_EQ(ParseOffsetTextOr("", absl::Minutes(5)), absl::Minutes(5));
  EXPECT_EQ(ParseOffsetTextOr("-1h", absl::Minutes(5)), -absl::Hours(1));
  EXPECT_EQ(ParseOffsetTextOr("soon", absl::Minutes(5)), std::nullopt);
}

TEST(ValuesTest, QuotedFitsInOneLine) {
  EXPECT_EQ(Quoted("a\"b\n\xc3\xa4"), "\"a\\\"b\\n\xc3\xa4\"");
}

TEST(ValuesTest, SpacesAndControlsAreSeen) {
  for (const char* text : {" ", "a b", "a\tb", "a\x01", "\x7f"}) {
    EXPECT_TRUE(HasSpaceOrControl(text)) << text;
  }
  EXPECT_FALSE(HasSpaceOrControl(""));
  EXPECT_FALSE(HasSpaceOrControl("a-b.c\xc3\xa4"));
}

}  // namespace
}  // namespace mock::scenario
