#include "tools/terminal/progress.h"

#include <sstream>

#include "gtest/gtest.h"

namespace azmock {
namespace {

// Each piece of work takes `each`.
std::string Shown(bool terminal, std::size_t total, absl::Duration each, const Style& style = {}) {
  std::ostringstream out;
  absl::Time now = absl::UnixEpoch();
  Progress progress(out, terminal, total, style, [&now] { return now; });
  for (std::size_t i = 1; i <= total; ++i) {
    now += each;
    progress.Done(/*failed=*/i == 2);
  }
  return out.str();
}

TEST(ProgressTest, ATerminalHasOneLine) {
  EXPECT_EQ(Shown(/*terminal=*/true, 4, absl::Seconds(1)),
            "\r\x1b[K1/4 done, 1/s, 3 left (3s), 0 failed"
            "\r\x1b[K2/4 done, 1/s, 2 left (2s), 1 failed"
            "\r\x1b[K3/4 done, 1/s, 1 left (1s), 1 failed"
            "\r\x1b[K4/4 done, 1/s, 0 left, 1 failed");
}

TEST(ProgressTest, ATerminalIsNotWrittenToAllTheTime) {
  EXPECT_EQ(Shown(/*terminal=*/true, 90, absl::Milliseconds(1)),
            "\r\x1b[K1/90 done, 1000/s, 89 left (0s), 0 failed"
            "\r\x1b[K2/90 done, 1000/s, 88 left (0s), 1 failed");
}

TEST(ProgressTest, TheLineGoesAtTheEnd) {
  std::ostringstream out;
  { const Progress progress(out, /*terminal=*/true, 1, Style()); }
  EXPECT_EQ(out.str(), "\r\x1b[K");
}

TEST(ProgressTest, ElsewhereEachTenthHasALine) {
  const std::string shown = Shown(/*terminal=*/false, 100, absl::Milliseconds(10));
  EXPECT_EQ(shown.substr(0, shown.find('\n', shown.find('\n') + 1)),
            "10/100 done, 100/s, 90 left (1s), 1 failed\n"
            "20/100 done, 100/s, 80 left (1s), 1 failed");
  EXPECT_EQ(std::count(shown.begin(), shown.end(), '\n'), 10);
}

TEST(ProgressTest, FailuresAreRed) {
  const Style colored = Style::For(ColorMode::kAlways, 0);
  EXPECT_EQ(Shown(/*terminal=*/false, 2, absl::Seconds(2), colored),
            "1/2 done, 0/s, 1 left (2s), 0 failed\n"
            "2/2 done, 0/s, 0 left, \x1b[31m1 failed\x1b[0m\n");
}

TEST(ProgressTest, ATenthMayBeLessThanOne) {
  EXPECT_EQ(Shown(/*terminal=*/false, 2, absl::Seconds(2)),
            "1/2 done, 0/s, 1 left (2s), 0 failed\n"
            "2/2 done, 0/s, 0 left, 1 failed\n");
}

}  // namespace
}  // namespace azmock
