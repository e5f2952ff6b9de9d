#include "tools/explain/unwrap.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"

namespace azmock::explain {
namespace {

TEST(UnwrapTest, TakesOffWhatTheWayHereHasPutOn) {
  EXPECT_EQ(Unwrap("> a\n> > b\r\n"), "a\nb\n");
  EXPECT_EQ(Unwrap("\x1b[31mERROR\x1b[0m"), "ERROR");
  EXPECT_EQ(Unwrap("&lt;a&gt; &amp;quot;"), "<a> \"");
  EXPECT_EQ(Unwrap(R"({\"a\":\"b\\nc\\nd\"})"), "{\"a\":\"b\nc\nd\"}");
  EXPECT_EQ(Unwrap("2026-02-03T04:05:06.789Z stderr F text"), "text");
  EXPECT_EQ(Unwrap("api-1  | text"), "text");
}

TEST(UnwrapTest, JoinsWhatAScreenHasBroken) {
  const std::string full(80, 'x');
  EXPECT_EQ(Unwrap(absl::StrCat(full, "\n", full, "\nrest")), absl::StrCat(full, full, "rest"));
  EXPECT_EQ(Unwrap(absl::StrCat(full, "x\nrest")), absl::StrCat(full, "x\nrest"));
}

TEST(UnwrapTest, TakesOffThePrefixesOfALogThatAnotherLogCollected) {
  EXPECT_EQ(Unwrap("api-1  | 2026-02-03T04:05:06Z 2026-02-03T04:05:06.1Z stderr F text"), "text");
  EXPECT_EQ(Unwrap("2026-02-03T04:05:06Z Error Number:18456"), "Error Number:18456");
}

TEST(UnwrapTest, JoinsALogThatAScreenHasBroken) {
  const std::string prefix = "2026-02-03T04:05:06Z ";
  const std::string full = absl::StrCat(prefix, std::string(79, 'x'));
  EXPECT_EQ(Unwrap(absl::StrCat(full, "\nyz\n", prefix, "next")),
            absl::StrCat(std::string(79, 'x'), "yz\nnext"));
}

TEST(UnwrapTest, JoinsAWordThatAScreenOfUsualWidthHasBroken) {
  const std::string line = absl::StrCat("GET ", std::string(76, 'x'));
  EXPECT_EQ(Unwrap(absl::StrCat(line, "yz\nrest")), absl::StrCat(line, "yz\nrest"));
  EXPECT_EQ(Unwrap(absl::StrCat(line, "\nyz\nrest")), absl::StrCat(line, "yz\nrest"));
}

TEST(UnwrapTest, MakesTypographyAscii) {
  EXPECT_EQ(Unwrap("\u201ca\u201d\u00a0isn\u2019t"), "\"a\" isn't");
}

TEST(UnwrapTest, LeavesPathsOfWindowsAlone) { EXPECT_EQ(Unwrap("C:\\new\\temp"), "C:\\new\\temp"); }

TEST(UnwrapTest, AnExcerptHasWhatIsAboutErrors) {
  const std::string noise(100'000, '.');
  const std::string text = absl::StrCat(noise, "\nAADSTS7000215: no\n", noise);
  const std::string excerpt = Excerpt(text, 10'000);
  EXPECT_LE(excerpt.size(), 11'000U);
  EXPECT_NE(excerpt.find("AADSTS7000215"), std::string::npos);
  EXPECT_EQ(Excerpt("short", 10), "short");
}

}  // namespace
}  // namespace azmock::explain
