#include "tools/explain/times.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace azmock::explain {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(TimesTest, SayHowMuchTooLateAnAssertionCameAndHowLongItLived) {
  Facts facts;
  facts.entra_now = "2026-02-03T04:05:06.1234567Z";
  facts.valid_from = "2026-02-03T02:55:00.0000000Z";
  facts.valid_until = "2026-02-03T04:02:06.0000000Z";
  EXPECT_THAT(TimesOf(facts, ""),
              ElementsAre(HasSubstr(": 3 minutes too late."), HasSubstr("1 hour 7 minutes")));
}

TEST(TimesTest, SayHowMuchTooEarlyAnAssertionCame) {
  Facts facts;
  facts.entra_now = "2/3/2026 4:05:06 AM";
  facts.valid_from = "2/3/2026 4:15:06 AM";
  EXPECT_THAT(TimesOf(facts, ""), ElementsAre(HasSubstr(": 10 minutes too early.")));
}

TEST(TimesTest, CompareTheTimesOfAnAccessToken) {
  EXPECT_THAT(TimesOf(Facts(),
                      "The access token expiry UTC time '2/3/2026 3:05:00 PM' is earlier than "
                      "current UTC time '2/4/2026 4:05:06 PM'."),
              ElementsAre(HasSubstr(": 1 day 1 hour too late.")));
}

TEST(TimesTest, SayHowOldARefreshTokenWas) {
  Facts facts;
  facts.timestamp = "2026-02-03 04:05:06Z";
  EXPECT_THAT(TimesOf(facts,
                      "The token was issued on 2025-11-01T04:05:06.1234567Z and the maximum "
                      "allowed lifetime for this request is 43200."),
              ElementsAre(HasSubstr("it was 93 days"), HasSubstr("live 12 hours")));
  EXPECT_THAT(
      TimesOf(
          facts,
          "The grant was issued on '2026-02-01T04:05:06.0000000Z' and the TokensValidFrom date "
          "(before which tokens are not valid) for this user is '2026-02-02T04:05:06.0000000Z'"),
      ElementsAre(HasSubstr("it was 2 days old"), HasSubstr("revoked, 1 day after")));
}

TEST(TimesTest, CompareTheClockOfALogWithEntras) {
  Facts facts;
  facts.timestamp = "2026-02-03 04:05:06Z";
  facts.log_time = "2026-02-03T05:05:08.5+01:00";
  EXPECT_THAT(TimesOf(facts, ""), ElementsAre(HasSubstr("2 seconds apart, so the clock")));
  facts.log_time = "2026-02-03T04:25:06Z";
  EXPECT_THAT(TimesOf(facts, ""), ElementsAre(HasSubstr("20 minutes apart, so the clock of the "
                                                        "machine is wrong")));
}

TEST(TimesTest, SayHowLongToWait) {
  EXPECT_THAT(TimesOf(Facts(), "Retry-After: 90"), ElementsAre(HasSubstr("1 minute 30 seconds")));
  EXPECT_THAT(TimesOf(Facts(), "a text without times"), IsEmpty());
}

}  // namespace
}  // namespace azmock::explain
