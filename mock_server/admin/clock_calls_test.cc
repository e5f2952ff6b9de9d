#include "mock_server/admin/clock_calls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "mock_server/admin/testing.h"

namespace mock::admin {
namespace {

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
    return Clock::Mode_Name(clock.mode()) + " " + clock.time();
  }
};

TEST_F(ClockCallsTest, TellsModeAndTime) {
  Clock response;
  EXPECT_EQ(Told(GetClock(control_, {}, &response), response), "FROZEN 2026-01-31T00:00:00.000Z");
}

TEST_F(ClockCallsTest, SetsModeAndTime) {
  EXPECT_EQ(Set("mode: JUMP"), "JUMP 2026-01-31T00:00:00.000Z");
  EXPECT_EQ(Set("time: '2020-02-29T12:00:00+01:00'"), "JUMP 2020-02-29T11:00:00.000Z");
  EXPECT_EQ(Set("mode: FROZEN time: '2030-01-01T00:00:00Z'"), "FROZEN 2030-01-01T00:00:00.000Z");
  EXPECT_EQ(Set("mode: FOLLOW").substr(0, 7), "FOLLOW ");
  EXPECT_EQ(clock_.mode(), VirtualClock::Mode::kFollow);
}

TEST_F(ClockCallsTest, AdvancingRunsWhatFallsDue) {
  std::string seen;
  const auto timer = clock_.CallAt(clock_.Now() + absl::Seconds(30), /*blocking=*/false,
                                   [&] { seen = InstantText(clock_.Now()); });
  EXPECT_EQ(Advance("by: '70s'"), "FROZEN 2026-01-31T00:01:10.000Z");
  EXPECT_EQ(seen, "2026-01-31T00:00:30.000Z");
}

TEST_F(ClockCallsTest, WhatIsNoTimeIsNamed) {
  EXPECT_EQ(Set(""), "write mode, time or both");
  EXPECT_EQ(Set("mode: 7"), "mode: 7 is none of FOLLOW, FROZEN and JUMP");
  EXPECT_EQ(Set("time: 'noon'").substr(0, 13), "time: \"noon\" ");
  EXPECT_EQ(Advance(""), "by: is required");
  EXPECT_EQ(Advance("by: '70'"), "by: \"70\" is not a duration; write \"5s\", \"300ms\" or \"1h\"");
  EXPECT_EQ(clock_.mode(), VirtualClock::Mode::kFrozen);
}

// Further away no token, certificate or header can say when it ends.
TEST_F(ClockCallsTest, TimeIsFrom1970To9999) {
  EXPECT_EQ(Set("time: '0001-01-01T00:00:00Z'"),
            "time: \"0001-01-01T00:00:00Z\" is not between the years 1970 and 9999");
  EXPECT_EQ(Set("time: '1970-01-01T00:00:00Z'"), "FROZEN 1970-01-01T00:00:00.000Z");
  EXPECT_EQ(Set("time: '9999-12-31T23:59:59Z'"), "FROZEN 9999-12-31T23:59:59.000Z");
  EXPECT_EQ(Advance("by: '1s'"), "by: \"1s\" leads past the year 9999");
  EXPECT_EQ(Advance("by: '2562047788015215h'"),
            "by: \"2562047788015215h\" leads past the year 9999");
}

}  // namespace
}  // namespace mock::admin
