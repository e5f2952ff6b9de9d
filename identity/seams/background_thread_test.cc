#include "identity/seams/background_thread.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <future>
#include <stdexcept>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

constexpr absl::Duration kNow = absl::ZeroDuration();

TEST(BackgroundThreadTest, RunsWorkInItsOrderOnAThreadOfItsOwn) {
  BackgroundThread thread;
  std::vector<int> order;
  std::promise<std::thread::id> done;
  EXPECT_THAT(thread.Run(kNow, [&] { order.push_back(1); }), IsOk());
  EXPECT_THAT(thread.Run(kNow, [&] { order.push_back(2); }), IsOk());
  EXPECT_THAT(thread.Run(kNow, [&] { done.set_value(std::this_thread::get_id()); }), IsOk());
  EXPECT_NE(done.get_future().get(), std::this_thread::get_id());
  EXPECT_THAT(order, ::testing::ElementsAre(1, 2));
}

TEST(BackgroundThreadTest, WhatIsDueLaterRunsLater) {
  BackgroundThread thread;
  std::vector<int> order;
  std::promise<void> done;
  EXPECT_THAT(thread.Run(absl::Milliseconds(20),
                         [&] {
                           order.push_back(2);
                           done.set_value();
                         }),
              IsOk());
  EXPECT_THAT(thread.Run(absl::Hours(1), [&] { order.push_back(3); }), IsOk());
  EXPECT_THAT(thread.Run(absl::InfiniteDuration(), [&] { order.push_back(4); }), IsOk());
  EXPECT_THAT(thread.Run(kNow, [&] { order.push_back(1); }), IsOk());
  done.get_future().wait();
  EXPECT_THAT(order, ::testing::ElementsAre(1, 2));
}

TEST(BackgroundThreadTest, TakesNoSignalOfTheApplications) {
  BackgroundThread thread;
  std::promise<bool> blocks;
  EXPECT_THAT(thread.Run(kNow,
                         [&] {
                           sigset_t mask;
                           pthread_sigmask(SIG_SETMASK, nullptr, &mask);
                           blocks.set_value(sigismember(&mask, SIGTERM) == 1 &&
                                            sigismember(&mask, SIGCHLD) == 1);
                         }),
              IsOk());
  EXPECT_TRUE(blocks.get_future().get());
}

TEST(BackgroundThreadTest, OutlivesWhatItsWorkThrows) {
  BackgroundThread thread;
  std::promise<void> done;
  EXPECT_THAT(thread.Run(kNow, [] { throw std::runtime_error("the user's"); }), IsOk());
  EXPECT_THAT(thread.Run(kNow, [&] { done.set_value(); }), IsOk());
  done.get_future().wait();
}

TEST(BackgroundThreadTest, ItsEndWaitsForWhatRunsAndDropsWhatWaits) {
  std::atomic<int> ended{0};
  {
    BackgroundThread thread;
    std::promise<void> begun;
    EXPECT_THAT(thread.Run(kNow,
                           [&] {
                             begun.set_value();
                             std::this_thread::yield();
                             ++ended;
                           }),
                IsOk());
    EXPECT_THAT(thread.Run(absl::Hours(1), [&] { ++ended; }), IsOk());
    begun.get_future().wait();
  }
  EXPECT_EQ(ended, 1);
}

TEST(BackgroundThreadTest, AfterItsStopNothingStarts) {
  BackgroundThread thread;
  EXPECT_THAT(thread.Run(absl::Hours(1), [] { FAIL(); }), IsOk());
  thread.Stop(absl::Seconds(10));
  EXPECT_THAT(thread.Run(kNow, [] { FAIL(); }), StatusIs(absl::StatusCode::kResourceExhausted));
}

#ifndef _GLIBCXX_TSAN  // ThreadSanitizer, which cannot watch a thread of such a child
TEST(BackgroundThreadTest, AChildProcessHasAThreadOfItsOwn) {
  BackgroundThread thread;
  const auto run = [&thread] {
    std::promise<void> done;
    if (!thread.Run(kNow, [&done] { done.set_value(); }).ok()) return false;
    done.get_future().wait();
    return true;
  };
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(run());
    const pid_t child = fork();
    if (child == 0) {
      alarm(30);  // ends a child that hangs
      for (int j = 0; j < 10; ++j) {
        if (!run()) _exit(1);
      }
      _exit(0);
    }
    int status = -1;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_EQ(status, 0);
  }
}
#endif

TEST(BackgroundThreadTest, SaysThatTooMuchWaits) {
  BackgroundThread thread;
  absl::Status status;
  int taken = 0;
  while (status.ok() && taken < 20'000) {
    status = thread.Run(absl::Hours(1), [] {});
    if (status.ok()) ++taken;
  }
  EXPECT_EQ(taken, 10'000);
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kResourceExhausted, "too much work waits"));
}

TEST(BackgroundThreadTest, TheProcesssIsOne) {
  EXPECT_EQ(&ProcessBackgroundThread(), &ProcessBackgroundThread());
}

}  // namespace
}  // namespace azure::identity::internal
