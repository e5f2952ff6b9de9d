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
  EXPECT_EQ(Unwrap(absl::StrCat(full, "\nrest")), absl::StrCat(full, "\nrest"));
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
