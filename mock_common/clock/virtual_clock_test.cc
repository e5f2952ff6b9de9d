#include "mock_common/clock/virtual_clock.h"

#include <atomic>
#include <future>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace mock {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Mode = VirtualClock::Mode;

const absl::Time kStart = absl::FromUnixSeconds(1700000000);

// What happened, in order, with the seconds since kStart.
class Diary {
 public:
  void Write(const std::string& what, absl::Time at) {
    std::lock_guard<std::mutex> lock(mutex_);
    lines_.push_back(what + "@" + std::to_string(absl::ToInt64Seconds(at - kStart)));
  }
  std::vector<std::string> lines() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return lines_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
};

class VirtualClockTest : public testing::Test {
 protected:
  std::unique_ptr<VirtualClock::Timer> At(VirtualClock& clock, int seconds, bool blocking,
                                          const std::string& what) {
    return clock.CallAt(kStart + absl::Seconds(seconds), blocking,
                        [this, what, &clock] { diary_.Write(what, clock.Now()); });
  }

  Diary diary_;
};

TEST_F(VirtualClockTest, FollowMovesWithTheSystemsClock) {
  VirtualClock clock;
  EXPECT_EQ(clock.mode(), Mode::kFollow);
  const absl::Time before = absl::Now();
  const absl::Time now = clock.Now();
  EXPECT_GE(now, before);
  EXPECT_LE(now, absl::Now());
}

TEST_F(VirtualClockTest, FollowMovesOnFromWhereItWasSet) {
  VirtualClock clock(Mode::kFollow, kStart);
  clock.Set(kStart + absl::Hours(1));
  const absl::Time first = clock.Now();
  EXPECT_GE(first, kStart + absl::Hours(1));
  EXPECT_LT(first, kStart + absl::Hours(2));
  while (clock.Now() == first) std::this_thread::yield();
  EXPECT_GT(clock.Now(), first);
}

TEST_F(VirtualClockTest, FollowRunsATimerWhenItsTimeArrives) {
  VirtualClock clock(Mode::kFollow, kStart);
  std::promise<absl::Time> fired;
  const auto timer =
      clock.CallAt(kStart + absl::Milliseconds(5), false, [&] { fired.set_value(clock.Now()); });
  EXPECT_GE(fired.get_future().get(), kStart + absl::Milliseconds(5));
}

TEST_F(VirtualClockTest, FollowRunsAnEarlierTimerThatCameLater) {
  VirtualClock clock(Mode::kFollow, kStart);
  const auto late = At(clock, 3600, true, "late");
  std::promise<void> fired;
  const auto early = clock.CallAt(kStart + absl::Milliseconds(5), true, [&] { fired.set_value(); });
  fired.get_future().get();
  EXPECT_THAT(diary_.lines(), IsEmpty());
}

TEST_F(VirtualClockTest, FollowAdvancesThroughItsTimers) {
  VirtualClock clock(Mode::kFollow, kStart);
  const auto two = At(clock, 7200, false, "two");
  const auto one = At(clock, 3600, false, "one");
  clock.Advance(absl::Hours(3));
  EXPECT_THAT(diary_.lines(), ElementsAre("one@3600", "two@7200"));
  EXPECT_GE(clock.Now(), kStart + absl::Hours(3));
}

TEST_F(VirtualClockTest, FrozenMovesOnlyWhenTold) {
  VirtualClock clock(Mode::kFrozen, kStart);
  const auto timer = At(clock, 10, true, "timer");
  EXPECT_EQ(clock.Now(), kStart);
  clock.Advance(absl::Seconds(9));
  EXPECT_EQ(clock.Now(), kStart + absl::Seconds(9));
  EXPECT_THAT(diary_.lines(), IsEmpty());
  clock.Advance(absl::Seconds(1));
  EXPECT_THAT(diary_.lines(), ElementsAre("timer@10"));
}

TEST_F(VirtualClockTest, AdvanceRunsTimersInOrderEachAtItsOwnTime) {
  VirtualClock clock(Mode::kFrozen, kStart);
  const auto c = At(clock, 30, false, "c");
  const auto a = At(clock, 10, true, "a");
  const auto b1 = At(clock, 20, false, "b1");
  const auto b2 = At(clock, 20, false, "b2");
  const auto later = At(clock, 41, true, "later");
  clock.Advance(absl::Seconds(40));
  EXPECT_THAT(diary_.lines(), ElementsAre("a@10", "b1@20", "b2@20", "c@30"));
  EXPECT_EQ(clock.Now(), kStart + absl::Seconds(40));
}

TEST_F(VirtualClockTest, TimersMadeByCallbacksRunInTheSameAdvance) {
  VirtualClock clock(Mode::kFrozen, kStart);
  std::unique_ptr<VirtualClock::Timer> inner;
  const auto outer = clock.CallAt(kStart + absl::Seconds(10), false, [&] {
    diary_.Write("outer", clock.Now());
    inner = At(clock, 20, false, "inner");
  });
  clock.Advance(absl::Seconds(30));
  EXPECT_THAT(diary_.lines(), ElementsAre("outer@10", "inner@20"));
}

TEST_F(VirtualClockTest, CallbacksMayMoveTheTime) {
  VirtualClock clock(Mode::kFrozen, kStart);
  const auto first =
      clock.CallAt(kStart + absl::Seconds(1), false, [&] { clock.Advance(absl::Seconds(60)); });
  const auto second = At(clock, 50, false, "second");
  clock.Advance(absl::Seconds(2));
  EXPECT_THAT(diary_.lines(), ElementsAre("second@50"));
  EXPECT_EQ(clock.Now(), kStart + absl::Seconds(61));
}

TEST_F(VirtualClockTest, ATimerInThePastRunsWithoutMovingTheTime) {
  VirtualClock clock(Mode::kFrozen, kStart);
  std::promise<absl::Time> fired;
  const auto timer =
      clock.CallAt(kStart - absl::Hours(1), true, [&] { fired.set_value(clock.Now()); });
  EXPECT_EQ(fired.get_future().get(), kStart);
}

TEST_F(VirtualClockTest, SetBackKeepsTimersPending) {
  VirtualClock clock(Mode::kFrozen, kStart);
  const auto timer = At(clock, 10, false, "timer");
  clock.Set(kStart - absl::Hours(1));
  EXPECT_EQ(clock.Now(), kStart - absl::Hours(1));
  EXPECT_THAT(diary_.lines(), IsEmpty());
  clock.Set(kStart + absl::Seconds(10));
  EXPECT_THAT(diary_.lines(), ElementsAre("timer@10"));
}

TEST_F(VirtualClockTest, JumpStandsStillUntilSomebodyBlocks) {
  VirtualClock clock(Mode::kJump, kStart);
  const auto deadline = At(clock, 10, false, "deadline");
  clock.Advance(absl::Seconds(1));
  EXPECT_EQ(clock.Now(), kStart + absl::Seconds(1));
  EXPECT_THAT(diary_.lines(), IsEmpty());
}

TEST_F(VirtualClockTest, JumpTakesABlockingWaitToItsEndAtOnce) {
  VirtualClock clock(Mode::kJump, kStart);
  std::promise<void> fired;
  const auto timer = clock.CallAt(kStart + absl::Seconds(70), true, [&] { fired.set_value(); });
  fired.get_future().get();
  EXPECT_EQ(clock.Now(), kStart + absl::Seconds(70));
}

TEST_F(VirtualClockTest, JumpRunsDeadlinesOnTheWayAndNoneBeyond) {
  VirtualClock clock(Mode::kJump, kStart);
  const auto on_the_way = At(clock, 10, false, "deadline");
  const auto beyond = At(clock, 100, false, "beyond");
  std::promise<void> fired;
  const auto timer = clock.CallAt(kStart + absl::Seconds(70), true, [&] {
    diary_.Write("wait", clock.Now());
    fired.set_value();
  });
  fired.get_future().get();
  EXPECT_THAT(diary_.lines(), ElementsAre("deadline@10", "wait@70"));
  EXPECT_EQ(clock.Now(), kStart + absl::Seconds(70));
}

TEST_F(VirtualClockTest, JumpStopsWhenADeadlineEndsTheWait) {
  VirtualClock clock(Mode::kJump, kStart);
  std::promise<void> cut_short;
  std::unique_ptr<VirtualClock::Timer> wait;
  const auto deadline = clock.CallAt(kStart + absl::Seconds(10), false, [&] {
    wait.reset();
    cut_short.set_value();
  });
  // Frozen while `wait` is assigned, which the callback reads.
  clock.SetMode(Mode::kFrozen);
  wait = At(clock, 70, true, "wait");
  clock.SetMode(Mode::kJump);
  cut_short.get_future().get();
  clock.Advance(absl::ZeroDuration());  // the worker has come to rest
  EXPECT_EQ(clock.Now(), kStart + absl::Seconds(10));
  EXPECT_THAT(diary_.lines(), IsEmpty());
}

TEST_F(VirtualClockTest, JumpNeverGoesToTheEndOfTime) {
  VirtualClock clock(Mode::kJump, kStart);
  const auto timer = clock.CallAt(absl::InfiniteFuture(), true, [] {});
  clock.Advance(absl::Seconds(1));
  EXPECT_EQ(clock.Now(), kStart + absl::Seconds(1));
}

TEST_F(VirtualClockTest, ChangingTheModeKeepsTheTime) {
  VirtualClock clock(Mode::kFrozen, kStart);
  clock.SetMode(Mode::kFollow);
  EXPECT_GE(clock.Now(), kStart);
  EXPECT_LT(clock.Now(), kStart + absl::Hours(1));
  clock.SetMode(Mode::kFrozen);
  EXPECT_EQ(clock.mode(), Mode::kFrozen);
  const absl::Time now = clock.Now();
  EXPECT_EQ(clock.Now(), now);
}

TEST_F(VirtualClockTest, ADestroyedTimerNeverRuns) {
  VirtualClock clock(Mode::kFrozen, kStart);
  At(clock, 10, true, "dropped").reset();
  clock.Advance(absl::Seconds(20));
  EXPECT_THAT(diary_.lines(), IsEmpty());
}

TEST_F(VirtualClockTest, DestroyingATimerWaitsForItsCallback) {
  VirtualClock clock(Mode::kFrozen, kStart);
  std::promise<void> entered;
  std::promise<void> leave;
  std::atomic<bool> left = false;
  auto timer = clock.CallAt(kStart, false, [&] {
    entered.set_value();
    leave.get_future().wait();
    left = true;
  });
  entered.get_future().wait();
  std::thread destroyer([&] {
    timer.reset();
    EXPECT_TRUE(left);
  });
  leave.set_value();
  destroyer.join();
}

TEST_F(VirtualClockTest, ACallbackMayDestroyItsOwnTimerAndOthers) {
  VirtualClock clock(Mode::kFrozen, kStart);
  auto other = At(clock, 2, false, "other");
  std::unique_ptr<VirtualClock::Timer> own;
  own = clock.CallAt(kStart + absl::Seconds(1), false, [&] {
    own.reset();
    other.reset();
    diary_.Write("own", clock.Now());
  });
  clock.Advance(absl::Seconds(5));
  EXPECT_THAT(diary_.lines(), ElementsAre("own@1"));
}

TEST_F(VirtualClockTest, ATimerMayOutliveTheClock) {
  std::unique_ptr<VirtualClock::Timer> timer;
  {
    VirtualClock clock(Mode::kFrozen, kStart);
    timer = At(clock, 10, true, "never");
  }
  timer.reset();
  EXPECT_THAT(diary_.lines(), IsEmpty());
}

TEST_F(VirtualClockTest, ManyThreadsMayUseItAtOnce) {
  VirtualClock clock(Mode::kJump, kStart);
  std::atomic<int> fired = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      for (int j = 0; j < 100; ++j) {
        std::promise<void> done;
        const auto kept = clock.CallAt(clock.Now() + absl::Seconds(i + j), true, [&] {
          ++fired;
          done.set_value();
        });
        const auto dropped = clock.CallAt(clock.Now() + absl::Seconds(j), false, [] {});
        if (j % 10 == 0) clock.Advance(absl::Seconds(1));
        done.get_future().wait();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(fired, 400);
}

// Somebody sets the system's clock: the time follows, a wait does not.
TEST(FollowedClockTest, AStepOfTheSystemsClockMovesNoTimer) {
  std::atomic<int> hours{0};
  VirtualClock clock(Mode::kFollow, kStart,
                     [&hours] { return absl::Now() + absl::Hours(hours.load()); });
  std::promise<void> fired;
  std::atomic<bool> early{false};
  const auto soon =
      clock.CallAt(clock.Now() + absl::Milliseconds(50), true, [&fired] { fired.set_value(); });
  const auto later =
      clock.CallAt(clock.Now() + absl::Minutes(30), true, [&early] { early = true; });
  hours = -1;
  EXPECT_LT(clock.Now(), kStart);
  EXPECT_EQ(fired.get_future().wait_for(std::chrono::seconds(10)), std::future_status::ready);
  hours = 1;
  EXPECT_GT(clock.Now(), kStart + absl::Minutes(30));
  std::promise<void> next;
  const auto after =
      clock.CallAt(clock.Now() + absl::Milliseconds(1), true, [&next] { next.set_value(); });
  EXPECT_EQ(next.get_future().wait_for(std::chrono::seconds(10)), std::future_status::ready);
  EXPECT_FALSE(early);
  clock.Advance(absl::Minutes(31));
  EXPECT_TRUE(early);
}

}  // namespace
}  // namespace mock
