#include "identity/seams/clock.h"

#include <thread>

#include "gtest/gtest.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

TEST(RealClockTest, TellsTheTimeToAFewMilliseconds) {
  const absl::Time before = absl::Now();
  const absl::Time now = RealClock()->Now();
  EXPECT_GE(now, before - absl::Milliseconds(20));
  EXPECT_LE(now, absl::Now());
}

TEST(RealClockTest, SleepsUntilTheInstantHasCome) {
  const std::shared_ptr<Clock> clock = RealClock();
  const absl::Time end = clock->Now() + absl::Milliseconds(3);
  EXPECT_THAT(clock->SleepUntil(Context::Background(), end), IsOk());
  EXPECT_GE(clock->Now(), end);
}

TEST(RealClockTest, DoesNotSleepForAnInstantInThePast) {
  EXPECT_THAT(RealClock()->SleepUntil(Context::Background(), absl::InfinitePast()), IsOk());
}

TEST(RealClockTest, ADeadlineEndsASleep) {
  const std::shared_ptr<Clock> clock = RealClock();
  const Context ctx = Context::Background().WithDeadline(clock->Now() + absl::Milliseconds(1));
  EXPECT_THAT(clock->SleepUntil(ctx, absl::InfiniteFuture()),
              StatusIs(absl::StatusCode::kDeadlineExceeded));
}

TEST(RealClockTest, ASleepThatEndsBeforeTheDeadlineIsWhole) {
  const std::shared_ptr<Clock> clock = RealClock();
  const Context ctx = Context::Background().WithDeadline(clock->Now() - absl::Seconds(1));
  EXPECT_THAT(clock->SleepUntil(ctx, clock->Now() - absl::Seconds(2)), IsOk());
}

TEST(RealClockTest, CancellationEndsASleepAtOnce) {
  Context ctx = Context::Background().WithCancel();
  std::thread canceller([&ctx] { ctx.Cancel(); });
  EXPECT_THAT(RealClock()->SleepUntil(ctx, absl::InfiniteFuture()),
              StatusIs(absl::StatusCode::kCancelled));
  canceller.join();
  EXPECT_THAT(RealClock()->SleepUntil(ctx, absl::InfinitePast()),
              StatusIs(absl::StatusCode::kCancelled))
      << "also if there is nothing to wait for";
}

TEST(RealClockTest, CannotJump) {
  EXPECT_EQ(RealClock()->WakeAt(absl::InfinitePast(), [] { FAIL(); }), nullptr);
}

}  // namespace
}  // namespace azure::identity
