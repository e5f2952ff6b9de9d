#include "identity/internal/cache/keyed_locks.h"

#include <atomic>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

const Context kBackground = Context::Background();

TEST(KeyedLocksTest, OneKeyIsHeldOnce) {
  KeyedLocks locks(RealClock());
  {
    const auto hold = locks.Acquire(kBackground, "k");
    EXPECT_THAT(hold, IsOk());
    EXPECT_EQ(locks.TryAcquire("k"), nullptr);
  }
  EXPECT_NE(locks.TryAcquire("k"), nullptr);
}

TEST(KeyedLocksTest, AnotherKeyIsFree) {
  KeyedLocks locks(RealClock());
  const auto hold = locks.Acquire(kBackground, "k");
  EXPECT_NE(locks.TryAcquire("other"), nullptr);
  EXPECT_THAT(locks.Acquire(kBackground, "other"), IsOk());
  EXPECT_EQ(locks.TryAcquire("k"), nullptr);
}

TEST(KeyedLocksTest, AWaiterLeavesAtItsDeadline) {
  const auto clock = std::make_shared<FakeClock>();
  KeyedLocks locks(clock);
  const auto hold = locks.Acquire(kBackground, "k");
  const Context ctx = kBackground.WithDeadline(clock->Now() + absl::Seconds(1));
  std::thread waiter(
      [&] { EXPECT_THAT(locks.Acquire(ctx, "k"), StatusIs(absl::StatusCode::kDeadlineExceeded)); });
  clock->AwaitWaiters(1);
  clock->Advance(absl::Seconds(1));
  waiter.join();
  EXPECT_EQ(locks.TryAcquire("k"), nullptr);
}

TEST(KeyedLocksTest, ThreadsOfOneKeyTakeTurns) {
  KeyedLocks locks(RealClock());
  std::atomic<int> inside[2] = {{0}, {0}};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, key = i % 2] {
      for (int call = 0; call < 200; ++call) {
        const auto hold = locks.Acquire(kBackground, absl::StrCat(key));
        ASSERT_THAT(hold, IsOk());
        EXPECT_EQ(++inside[key], 1);
        --inside[key];
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace azure::identity::internal
