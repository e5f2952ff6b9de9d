#include "mock_common/http/http_date.h"

#include <gtest/gtest.h>

namespace mock::http {
namespace {

TEST(HttpDateTest, IsInTheFormOfRfc9110) {
  const absl::Time example = absl::FromUnixSeconds(784111777);
  EXPECT_EQ(HttpDate(example), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(HttpDate(example + absl::Milliseconds(999)), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(HttpDate(example + absl::Seconds(1)), "Sun, 06 Nov 1994 08:49:38 GMT");
  EXPECT_EQ(CookieDate(example), "Sun, 06-Nov-1994 08:49:37 GMT");
}

TEST(HttpDateTest, IsWhatTheLibraryFormatsOfEveryDayOfFourYearsAndAtBothEnds) {
  const absl::TimeZone utc = absl::UTCTimeZone();
  const auto check = [&utc](absl::Time time) {
    ASSERT_EQ(HttpDate(time), absl::FormatTime("%a, %d %b %E4Y %H:%M:%S GMT", time, utc));
  };
  for (int hour = 0; hour < 24 * 366 * 4; hour += 13) check(absl::FromUnixSeconds(hour * 3600L));
  check(absl::FromCivil(absl::CivilSecond(1, 1, 1), utc));
  check(absl::FromCivil(absl::CivilSecond(9999, 12, 31, 23, 59, 59), utc));
}

}  // namespace
}  // namespace mock::http
