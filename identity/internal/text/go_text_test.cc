#include "identity/internal/text/go_text.h"

#include <cstdint>
#include <limits>
#include <string>

#include "gtest/gtest.h"

namespace azure::identity::internal {
namespace {

// Expected texts are those of Go 1.26's strconv.Quote and time.Duration.String.

TEST(QuoteGoTest, QuotesPrintableTextAsItIs) {
  EXPECT_EQ(QuoteGo(""), R"("")");
  EXPECT_EQ(QuoteGo("https://vault.azure.net/.default"), R"("https://vault.azure.net/.default")");
  EXPECT_EQ(QuoteGo("Grüße 世界 🙂"), "\"Grüße 世界 🙂\"");
  EXPECT_EQ(QuoteGo("it's <b>"), R"("it's <b>")");
}

TEST(QuoteGoTest, EscapesQuotesBackslashesAndControls) {
  EXPECT_EQ(QuoteGo("a\"b\\c"), R"("a\"b\\c")");
  EXPECT_EQ(QuoteGo("\a\b\f\n\r\t\v"), R"("\a\b\f\n\r\t\v")");
  EXPECT_EQ(QuoteGo(std::string("\0\x1b\x7f", 3)), R"("\x00\x1b\x7f")");
}

TEST(QuoteGoTest, EscapesWhatDoesNotPrint) {
  EXPECT_EQ(QuoteGo("\u0085\u00a0\u00ad\u200b\u2028\ufeff"),
            R"("\u0085\u00a0\u00ad\u200b\u2028\ufeff")");
  EXPECT_EQ(QuoteGo("\U000e0001\U0010ffff"), R"("\U000e0001\U0010ffff")");
}

TEST(QuoteGoTest, EscapesBytesThatAreNotUtf8) {
  EXPECT_EQ(QuoteGo("a\xff\xc0\xaf"), R"("a\xff\xc0\xaf")");  // overlong
  EXPECT_EQ(QuoteGo("\xe4\xb8"), R"("\xe4\xb8")");            // cut short
  EXPECT_EQ(QuoteGo("\xed\xa0\x80"), R"("\xed\xa0\x80")");    // surrogate
  EXPECT_EQ(QuoteGo("\xf4\x90\x80\x80"), R"("\xf4\x90\x80\x80")");
}

TEST(FormatGoDurationTest, ChoosesTheUnitThatGoChooses) {
  const struct {
    absl::Duration duration;
    const char* text;
  } kCases[] = {
      {absl::ZeroDuration(), "0s"},
      {absl::Nanoseconds(7), "7ns"},
      {absl::Nanoseconds(34'832), "34.832µs"},
      {absl::Microseconds(10), "10µs"},
      {absl::Nanoseconds(22'965'411), "22.965411ms"},
      {absl::Milliseconds(800), "800ms"},
      {absl::Seconds(1), "1s"},
      {absl::Milliseconds(1500), "1.5s"},
      {absl::Seconds(61), "1m1s"},
      {absl::Minutes(1), "1m0s"},
      {absl::Hours(1) + absl::Milliseconds(250), "1h0m0.25s"},
      {-absl::Milliseconds(1500), "-1.5s"},
      {absl::Nanoseconds(std::numeric_limits<std::int64_t>::min()), "-2562047h47m16.854775808s"},
      {absl::InfiniteDuration(), "2562047h47m16.854775807s"},
  };
  for (const auto& c : kCases) EXPECT_EQ(FormatGoDuration(c.duration), c.text);
}

TEST(ToValidUtf8Test, ReplacesEveryStrayByte) {
  EXPECT_EQ(ToValidUtf8("plain é 世 🙂"), "plain é 世 🙂");
  EXPECT_EQ(ToValidUtf8("a\xff\xfe"), "a\ufffd\ufffd");
  EXPECT_EQ(ToValidUtf8("\xe4\xb8z"), "\ufffd\ufffdz");
  EXPECT_EQ(ToValidUtf8(std::string("\0", 1)), std::string("\0", 1));
}

}  // namespace
}  // namespace azure::identity::internal
