#include "identity/internal/cache/early_refreshes.h"

#include <sys/wait.h>
#include <unistd.h>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/fake_executor.h"
#include "identity/testing/fake_random.h"

namespace azure::identity::internal {
namespace {

class EarlyRefreshesTest : public ::testing::Test {
 protected:
  Seams SeamsOf(std::shared_ptr<Executor> executor) {
    Seams seams;
    seams.clock = clock_;
    seams.random = std::make_shared<FakeRandom>(FakeRandom::ForUnit(0.5));
    seams.executor = std::move(executor);
    return seams;
  }
  // Offers an attempt that ends with `success`; returns the time until the next.
  absl::Duration Offer(bool success = true, const std::string& key = "k") {
    return refreshes_.Offer(key, [this, success] {
      return [this, success](const Context&) {
        ++attempts_;
        return success;
      };
    });
  }

  std::shared_ptr<FakeClock> clock_ = std::make_shared<FakeClock>();
  std::shared_ptr<FakeExecutor> executor_ = std::make_shared<FakeExecutor>();
  EarlyRefreshes refreshes_{SeamsOf(executor_)};
  int attempts_ = 0;
};

TEST_F(EarlyRefreshesTest, TheExecutorDoesTheWork) {
  EXPECT_EQ(Offer(), absl::Seconds(30));
  EXPECT_EQ(attempts_, 0);
  EXPECT_EQ(executor_->RunAll(), 1u);
  EXPECT_EQ(attempts_, 1);
}

TEST_F(EarlyRefreshesTest, AKeyHasOneAttemptInThirtySeconds) {
  Offer();
  executor_->RunAll();
  clock_->Advance(absl::Seconds(29));
  EXPECT_EQ(Offer(), absl::Seconds(1));
  EXPECT_EQ(executor_->waiting(), 0u);
  clock_->Advance(absl::Seconds(1));
  Offer();
  EXPECT_EQ(executor_->RunAll(), 1u);
}

TEST_F(EarlyRefreshesTest, AKeyHasOneAttemptAtATime) {
  Offer();
  clock_->Advance(absl::Hours(1));
  Offer();
  EXPECT_EQ(executor_->RunAll(), 1u);
}

TEST_F(EarlyRefreshesTest, OtherKeysHaveTheirOwnTurns) {
  Offer(true, "a");
  Offer(true, "b");
  EXPECT_EQ(executor_->RunAll(), 2u);
}

TEST_F(EarlyRefreshesTest, FailuresComeEverLessOftenUntilOneSucceeds) {
  // 30 s, 60 s, … of failures, each a quarter longer with this randomness.
  for (const double seconds : {37.5, 75.0, 150.0, 300.0, 375.0, 375.0}) {
    Offer(/*success=*/false);
    ASSERT_EQ(executor_->RunAll(), 1u);
    EXPECT_EQ(Offer(), absl::Seconds(seconds));
    clock_->Advance(absl::Seconds(seconds));
  }
  Offer(/*success=*/true);
  ASSERT_EQ(executor_->RunAll(), 1u);
  EXPECT_EQ(Offer(), absl::Seconds(30));
}

TEST_F(EarlyRefreshesTest, AnAttemptHasOneTryAndTenSeconds) {
  const auto make = [this] {
    return [this](const Context& ctx) {
      EXPECT_FALSE(ctx.may_retry());
      EXPECT_EQ(ctx.deadline(), clock_->Now() + absl::Seconds(10));
      return true;
    };
  };
  refreshes_.Offer("k", make);
  EXPECT_EQ(executor_->RunAll(), 1u);
}

TEST_F(EarlyRefreshesTest, WhatThrowsHasFailed) {
  const auto make = [] {
    return [](const Context&) -> bool { throw std::runtime_error("the user's"); };
  };
  refreshes_.Offer("k", make);
  EXPECT_EQ(executor_->RunAll(), 1u);
  EXPECT_EQ(Offer(), absl::Seconds(37.5));
}

TEST_F(EarlyRefreshesTest, AnExecutorThatRefusesIsAskedAgainLater) {
  executor_->Refuse(absl::ResourceExhaustedError("no thread"));
  Offer();
  executor_->Refuse(absl::OkStatus());
  EXPECT_EQ(Offer(), absl::Seconds(37.5));
  clock_->Advance(absl::Seconds(38));
  Offer();
  EXPECT_EQ(executor_->RunAll(), 1u);
}

class ExecutorThatThrows final : public Executor {
 public:
  absl::Status Run(std::function<void()>) override { throw std::runtime_error("the user's"); }
};

TEST_F(EarlyRefreshesTest, AnExecutorThatThrowsIsAskedAgainLater) {
  int made = 0;
  EarlyRefreshes refreshes(SeamsOf(std::make_shared<ExecutorThatThrows>()));
  const auto make = [&made] {
    ++made;
    return [](const Context&) { return true; };
  };
  EXPECT_THROW(refreshes.Offer("k", make), std::runtime_error);
  EXPECT_EQ(refreshes.Offer("k", make), absl::Seconds(30));
  clock_->Advance(absl::Seconds(30));
  EXPECT_THROW(refreshes.Offer("k", make), std::runtime_error);
  EXPECT_EQ(made, 2);
}

TEST_F(EarlyRefreshesTest, AnExecutorThatForgetsIsAskedAgainLater) {
  Offer();
  executor_->Forget();
  clock_->Advance(absl::Seconds(30));
  Offer();
  EXPECT_EQ(executor_->RunAll(), 1u);
}

TEST_F(EarlyRefreshesTest, AChildProcessDoesNotWaitForItsParents) {
  Offer();
  EarlyRefreshes running(SeamsOf(InlineExecutor()));
  int status = -1;
  running.Offer("k", [&] {
    return [&](const Context&) {
      const pid_t child = fork();
      if (child == 0) {
        alarm(30);  // ends a child that hangs
        clock_->Advance(absl::Seconds(30));
        bool again = false;
        running.Offer("k", [&again] { return [&again](const Context&) { return again = true; }; });
        running.Close();
        _exit(again ? 0 : 1);
      }
      EXPECT_EQ(waitpid(child, &status, 0), child);
      return true;
    };
  });
  EXPECT_EQ(status, 0);
}

TEST_F(EarlyRefreshesTest, WorkThatComesAfterItsOwnerDoesNothing) {
  {
    EarlyRefreshes gone(SeamsOf(executor_));
    gone.Offer("k", [this] {
      return [this](const Context&) {
        ++attempts_;
        return true;
      };
    });
  }
  EXPECT_EQ(executor_->RunAll(), 1u);
  EXPECT_EQ(attempts_, 0);
}

TEST_F(EarlyRefreshesTest, ItsEndCancelsWhatRunsAndWaits) {
  std::mutex mutex;
  std::condition_variable changed;
  bool begun = false, ended = false;
  {
    EarlyRefreshes refreshes(SeamsOf(BackgroundExecutor()));
    refreshes.Offer("k", [&] {
      return [&](const Context& ctx) {
        std::unique_lock<std::mutex> lock(mutex);
        begun = true;
        changed.notify_all();
        lock.unlock();
        bool cancelled = false;
        const auto on_cancel = ctx.OnCancel([&] {
          const std::lock_guard<std::mutex> cancel_lock(mutex);
          cancelled = true;
          changed.notify_all();
        });
        lock.lock();
        changed.wait(lock, [&] { return cancelled; });
        ended = true;
        lock.unlock();
        return false;
      };
    });
    std::unique_lock<std::mutex> lock(mutex);
    changed.wait(lock, [&] { return begun; });
  }
  EXPECT_TRUE(ended);
}

TEST_F(EarlyRefreshesTest, AfterItsEndNothingBegins) {
  refreshes_.Close();
  Offer();
  EXPECT_EQ(executor_->waiting(), 0u);
}

TEST_F(EarlyRefreshesTest, RemembersAThousandKeysAndThenThoseThatMatter) {
  for (int i = 0; i < 1000; ++i) Offer(true, absl::StrCat("k", i));
  EXPECT_EQ(executor_->RunAll(), 1000u);
  Offer();
  EXPECT_EQ(executor_->waiting(), 0u);
  clock_->Advance(absl::Seconds(30));
  Offer();
  EXPECT_EQ(executor_->RunAll(), 1u);
}

}  // namespace
}  // namespace azure::identity::internal
