#include "identity/internal/cache/context_lock.h"

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <optional>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

TEST(ContextLockTest, IsFreeUntilTakenAndAfterwards) {
  ContextLock lock(RealClock());
  {
    const auto hold = lock.Acquire(Context::Background());
    EXPECT_THAT(hold, IsOk());
    EXPECT_EQ(lock.TryAcquire(), nullptr);
  }
  EXPECT_NE(lock.TryAcquire(), nullptr);
}

TEST(ContextLockTest, LetsOneThreadInAtATime) {
  ContextLock lock(RealClock());
  int inside = 0;  // guarded by `lock`
  int total = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 16; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 50; ++j) {
        const auto hold = lock.Acquire(Context::Background());
        ASSERT_THAT(hold, IsOk());
        EXPECT_EQ(++inside, 1);
        ++total;
        --inside;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(total, 16 * 50);
}

TEST(ContextLockTest, AWaiterLeavesWhenItIsCancelled) {
  ContextLock lock(RealClock());
  const auto hold = lock.Acquire(Context::Background());
  Context ctx = Context::Background().WithCancel();
  std::thread waiter([&] {
    EXPECT_THAT(lock.Acquire(ctx), StatusIs(absl::StatusCode::kCancelled, "context canceled"));
  });
  ctx.Cancel();
  waiter.join();
}

TEST(ContextLockTest, AWaiterLeavesAtItsDeadline) {
  const auto clock = std::make_shared<FakeClock>();
  ContextLock lock(clock);
  const auto hold = lock.Acquire(Context::Background());
  const Context ctx = Context::Background().WithDeadline(clock->Now() + absl::Hours(1));
  std::thread waiter([&] {
    EXPECT_THAT(lock.Acquire(ctx),
                StatusIs(absl::StatusCode::kDeadlineExceeded, "context deadline exceeded"));
  });
  clock->AwaitWaiters(1);
  clock->Advance(absl::Hours(1));
  waiter.join();
}

TEST(ContextLockTest, ADeadlineDoesNotMoveWhenTheClockIsSetBack) {
  const auto clock = std::make_shared<FakeClock>();
  ContextLock lock(clock);
  const auto hold = lock.Acquire(Context::Background());
  const Context ctx = Context::Background().WithDeadline(clock->Now() + absl::Seconds(5));
  std::thread waiter(
      [&] { EXPECT_THAT(lock.Acquire(ctx), StatusIs(absl::StatusCode::kDeadlineExceeded)); });
  clock->AwaitWaiters(1);
  clock->Set(clock->Now() - absl::Hours(1));
  clock->Advance(absl::Seconds(5));
  waiter.join();
}

TEST(ContextLockTest, AWaiterThatLeavesDoesNotTakeTheLockAlong) {
  ContextLock lock(RealClock());
  std::optional<ContextLock::Hold> hold(lock.Acquire(Context::Background()).value());
  Context ctx = Context::Background().WithCancel();
  std::thread leaver([&] { (void)lock.Acquire(ctx); });
  std::thread stayer([&] { EXPECT_THAT(lock.Acquire(Context::Background()), IsOk()); });
  ctx.Cancel();
  leaver.join();
  hold.reset();
  stayer.join();
}

TEST(ContextLockTest, CancellingWhileTheLockIsPassedOnLosesNothing) {
  ContextLock lock(RealClock());
  for (int i = 0; i < 200; ++i) {
    std::optional<ContextLock::Hold> hold(lock.Acquire(Context::Background()).value());
    Context ctx = Context::Background().WithCancel();
    std::thread waiter([&] { (void)lock.Acquire(ctx); });
    std::thread canceller([&] { ctx.Cancel(); });
    hold.reset();
    waiter.join();
    canceller.join();
    ASSERT_NE(lock.TryAcquire(), nullptr);
  }
}

TEST(ContextLockTest, AFreeLockIsGivenToAnEndedContext) {
  ContextLock lock(RealClock());
  Context ctx = Context::Background().WithCancel();
  ctx.Cancel();
  EXPECT_THAT(lock.Acquire(ctx), IsOk());
}

// Whoever held it, or waited, is not there.
TEST(ContextLockTest, AChildProcessHasItFree) {
  ContextLock lock(RealClock());
  const auto hold = lock.TryAcquire();
  const pid_t child = fork();
  if (child == 0) {
    const Context ctx = Context::Background().WithDeadline(absl::Now() + absl::Seconds(5));
    bool free = lock.Acquire(ctx).ok();
    free = free && lock.TryAcquire() != nullptr;
    _exit(free ? 0 : 1);
  }
  int status = -1;
  EXPECT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(lock.TryAcquire(), nullptr);
}

}  // namespace
}  // namespace azure::identity::internal
