#include "identity/testing/fake_clock.h"

#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

using ::testing::ElementsAre;

TEST(FakeClockTest, StandsStillUntilItIsAdvanced) {
  FakeClock clock;
  const absl::Time start = clock.Now();
  EXPECT_EQ(clock.Now(), start);
  clock.Advance(absl::Seconds(3));
  EXPECT_EQ(clock.Now(), start + absl::Seconds(3));
}

TEST(FakeClockTest, ASleeperWakesWhenItsTimeHasCome) {
  FakeClock clock;
  const absl::Time end = clock.Now() + absl::Seconds(10);
  std::thread timekeeper([&clock] {
    clock.AwaitWaiters(1);
    clock.Advance(absl::Seconds(4));
    clock.Advance(absl::Seconds(6));
  });
  EXPECT_THAT(clock.SleepUntil(Context::Background(), end), IsOk());
  EXPECT_GE(clock.Now(), end);
  timekeeper.join();
  EXPECT_THAT(clock.sleeps(), ElementsAre(absl::Seconds(10)));
}

TEST(FakeClockTest, CancellationAndDeadlinesEndASleep) {
  FakeClock clock;
  Context ctx = Context::Background().WithCancel();
  std::thread canceller([&] {
    clock.AwaitWaiters(1);
    ctx.Cancel();
  });
  EXPECT_THAT(clock.SleepUntil(ctx, absl::InfiniteFuture()),
              StatusIs(absl::StatusCode::kCancelled));
  canceller.join();

  const Context past = Context::Background().WithDeadline(clock.Now());
  EXPECT_THAT(clock.SleepUntil(past, absl::InfiniteFuture()),
              StatusIs(absl::StatusCode::kDeadlineExceeded));
}

TEST(FakeClockTest, CanMoveItselfOnInsteadOfSleeping) {
  FakeClock clock(FakeClock::Sleep::kAdvances);
  const absl::Time start = clock.Now();
  EXPECT_THAT(clock.SleepUntil(Context::Background(), start + absl::Hours(1)), IsOk());
  EXPECT_EQ(clock.Now(), start + absl::Hours(1));
  const Context ctx = Context::Background().WithDeadline(start + absl::Hours(2));
  EXPECT_THAT(clock.SleepUntil(ctx, start + absl::Hours(3)),
              StatusIs(absl::StatusCode::kDeadlineExceeded));
  EXPECT_EQ(clock.Now(), start + absl::Hours(2));
  EXPECT_THAT(clock.sleeps(), ElementsAre(absl::Hours(1), absl::Hours(2)));
}

TEST(FakeClockTest, WakeupsRunOnceInOrderWhenTheirTimeHasPassed) {
  FakeClock clock;
  std::vector<int> order;
  const absl::Time start = clock.Now();
  const auto second = clock.WakeAt(start + absl::Seconds(2), [&] { order.push_back(2); });
  const auto first = clock.WakeAt(start + absl::Seconds(1), [&] { order.push_back(1); });
  const auto never = clock.WakeAt(start + absl::Seconds(9), [&] { order.push_back(9); });
  clock.Advance(absl::Milliseconds(999));
  EXPECT_THAT(order, ElementsAre());
  clock.Advance(absl::Seconds(5));
  clock.Advance(absl::Seconds(1));
  EXPECT_THAT(order, ElementsAre(1, 2));
}

TEST(FakeClockTest, AWakeupInThePastRunsAtOnceAndADestroyedOneNever) {
  FakeClock clock;
  bool ran = false;
  const auto past = clock.WakeAt(clock.Now(), [&] { ran = true; });
  EXPECT_TRUE(ran);
  auto gone = clock.WakeAt(clock.Now() + absl::Seconds(1), [] { FAIL(); });
  gone.reset();
  clock.Advance(absl::Hours(1));
}

TEST(FakeClockTest, WhoWaitsDoesNotNoticeThatItIsSet) {
  FakeClock clock;
  const Context ctx = Context::Background().WithDeadline(clock.Now() + absl::Seconds(5));
  EXPECT_EQ(clock.Remaining(ctx), absl::Seconds(5));
  bool woken = false;
  const auto wakeup = clock.WakeAfter(absl::Seconds(5), [&] { woken = true; });
  clock.Set(clock.Now() - absl::Hours(1));
  clock.Advance(absl::Seconds(4));
  EXPECT_FALSE(woken);
  EXPECT_TRUE(clock.Err(ctx).ok());
  clock.Advance(absl::Seconds(1));
  EXPECT_TRUE(woken);
  EXPECT_TRUE(absl::IsDeadlineExceeded(clock.Err(ctx)));
}

}  // namespace
}  // namespace azure::identity
