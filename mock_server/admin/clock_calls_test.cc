#include "mock_server/admin/clock_calls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "google/protobuf/util/time_util.h"
#include "mock_server/admin/testing.h"

namespace mock::admin {
namespace {

using google::protobuf::util::TimeUtil;

class ClockCallsTest : public ControlTest {
 protected:
  // "<mode> <time>", or the error.
  std::string Set(const std::string& request) {
    Clock response;
    return Told(SetClock(control_, Parsed<SetClockRequest>(request), &response), response);
  }
  std::string Advance(const std::string& request) {
    Clock response;
    return Told(AdvanceClock(control_, Parsed<AdvanceClockRequest>(request), &response), response);
  }
  static std::string Told(const absl::Status& status, const Clock& clock) {
    if (!status.ok()) return std::string(status.message());
    return Clock::Mode_Name(clock.mode()) + " " + TimeUtil::ToString(clock.time());
  }
};

TEST_F(ClockCallsTest, TellsModeAndTime) {
  Clock response;
  EXPECT_EQ(Told(GetClock(control_, {}, &response), response), "MODE_FROZEN 2026-01-31T00:00:00Z");
}

TEST_F(ClockCallsTest, SetsModeAndTime) {
  EXPECT_EQ(Set("mode: MODE_JUMP"), "MODE_JUMP 2026-01-31T00:00:00Z");
  EXPECT_EQ(Set("time { seconds: 1582974000 }"), "MODE_JUMP 2020-02-29T11:00:00Z");
  EXPECT_EQ(Set("mode: MODE_FROZEN time { seconds: 1893456000 }"),
            "MODE_FROZEN 2030-01-01T00:00:00Z");
  EXPECT_EQ(Set("mode: MODE_FOLLOW").substr(0, 12), "MODE_FOLLOW ");
  EXPECT_EQ(clock_.mode(), VirtualClock::Mode::kFollow);
}

TEST_F(ClockCallsTest, AdvancingRunsWhatFallsDue) {
  std::string seen;
  const auto timer = clock_.CallAt(clock_.Now() + absl::Seconds(30), /*blocking=*/false, [&] {
    seen = absl::FormatTime(clock_.Now(), absl::UTCTimeZone());
  });
  EXPECT_EQ(Advance("duration { seconds: 70 }"), "MODE_FROZEN 2026-01-31T00:01:10Z");
  EXPECT_EQ(seen, "2026-01-31T00:00:30+00:00");
}

TEST_F(ClockCallsTest, WhatIsNoTimeIsNamed) {
  EXPECT_EQ(Set(""), "write mode, time or both");
  EXPECT_EQ(Set("mode: 7"), "mode: 7 is none of MODE_FOLLOW, MODE_FROZEN and MODE_JUMP");
  EXPECT_EQ(Set("time { nanos: -1 }"), "time: its nanos are not from 0 to 999,999,999");
  EXPECT_EQ(Advance(""), "duration: is required");
  EXPECT_EQ(Advance("duration { seconds: -70 }"), "duration: is negative");
  EXPECT_EQ(Advance("duration { nanos: 1000000000 }"),
            "duration: its nanos are more than 999,999,999");
  EXPECT_EQ(clock_.mode(), VirtualClock::Mode::kFrozen);
}

// Further away no token, certificate or header can say when it ends.
TEST_F(ClockCallsTest, TimeIsFrom1970To9999) {
  EXPECT_EQ(Set("time { seconds: -1 }"), "time: is not between the years 1970 and 9999");
  EXPECT_EQ(Set("time { seconds: 9223372036854775807 }"),
            "time: is not between the years 1970 and 9999");
  EXPECT_EQ(Set("time {}"), "MODE_FROZEN 1970-01-01T00:00:00Z");
  EXPECT_EQ(Set("time { seconds: 253402300799 }"), "MODE_FROZEN 9999-12-31T23:59:59Z");
  EXPECT_EQ(Advance("duration { seconds: 1 }"), "duration: 1s leads past the year 9999");
  EXPECT_EQ(Advance("duration { seconds: 9223372036854775807 }"),
            "duration: is more than 10,000 years");
}

}  // namespace
}  // namespace mock::admin
