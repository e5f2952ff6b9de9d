#include "identity/internal/pipeline/retry_after.h"

#include <utility>

#include "gtest/gtest.h"

namespace azure::identity::internal {
namespace {

const absl::Time kNow =
    absl::FromCivil(absl::CivilSecond(2026, 11, 23, 8, 0, 0), absl::UTCTimeZone());

TEST(RetryAfterTest, TakesTheFirstHeaderThatAsksForADelay) {
  const std::pair<HttpHeaders, absl::Duration> cases[] = {
      {{}, absl::ZeroDuration()},
      {{{"Retry-After", "2"}}, absl::Seconds(2)},
      {{{"x-ms-retry-after-ms", "250"}, {"retry-after", "9"}}, absl::Milliseconds(250)},
      {{{"retry-after", "9"}, {"X-MS-Retry-After-Ms", "250"}, {"retry-after-ms", "10"}},
       absl::Milliseconds(10)},
      {{{"retry-after-ms", "0"}, {"x-ms-retry-after-ms", "soon"}, {"retry-after", "3"}},
       absl::Seconds(3)},
      {{{"retry-after", "99999999999999999999"}}, absl::InfiniteDuration()},
  };
  for (const auto& [headers, delay] : cases) EXPECT_EQ(RetryAfter(headers, kNow), delay);
}

TEST(RetryAfterTest, ReadsHttpDates) {
  EXPECT_EQ(RetryAfter({{"Retry-After", "Mon, 23 Nov 2026 08:00:40 GMT"}}, kNow),
            absl::Seconds(40));
  EXPECT_EQ(RetryAfter({{"Retry-After", "Mon, 23 Nov 2026 07:59:59 GMT"}}, kNow),
            absl::ZeroDuration());
}

TEST(RetryAfterTest, IgnoresWhatIsMalformed) {
  for (const char* value :
       {"", "0", "-1", "1.5", "1s", " 1", "+", "GMT", "Mon, 23 Nov 2026 08:00:40",
        "Mon, 23 Nov 2026 08:00:40 CET", "Mon, 23 Foo 2026 08:00:40 GMT",
        "Mon, xx Nov 2026 08:00:40 GMT", "Mon, 23 Nov 2026 08:00 GMT", "a b c d e f g GMT"}) {
    EXPECT_EQ(RetryAfter({{"Retry-After", value}}, kNow), absl::ZeroDuration()) << value;
  }
}

}  // namespace
}  // namespace azure::identity::internal
