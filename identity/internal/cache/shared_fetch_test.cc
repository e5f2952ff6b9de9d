#include "identity/internal/cache/shared_fetch.h"

#include <atomic>
#include <condition_variable>
#include <stdexcept>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using Result = SharedFetch::Result;

Result Token(const char* text) {
  return std::make_shared<const CachedToken>(
      CachedToken{AccessToken(text, absl::InfiniteFuture()), {}, absl::UnixEpoch()});
}

std::string Text(const Result& result) {
  return std::string(result.ok() ? (*result)->token.token() : result.status().message());
}

// A fetch that stops until the test lets it go on.
class Gate {
 public:
  void Pass() {
    std::unique_lock<std::mutex> lock(mutex_);
    arrived_ = true;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
  }
  void AwaitArrival() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return arrived_; });
  }
  void Open() {
    const std::lock_guard<std::mutex> lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool arrived_ = false;
  bool open_ = false;
};

class SharedFetchTest : public ::testing::Test {
 protected:
  const Context background_ = Context::Background();
  std::shared_ptr<FakeClock> clock_ = std::make_shared<FakeClock>();
  SharedFetch fetches_{clock_};
  Gate gate_;
};

TEST_F(SharedFetchTest, OneCallerAfterTheOtherFetchesEachTime) {
  EXPECT_EQ(Text(fetches_.Run(background_, "k", [] { return Token("a"); })), "a");
  EXPECT_EQ(Text(fetches_.Run(background_, "k", [] { return Token("b"); })), "b");
}

// Runs a fetch of `result` that stops at the gate, and meanwhile one more caller
// with a deadline that never comes, who waits for it.
std::vector<std::string> RunTwo(SharedFetch& fetches, FakeClock& clock, Gate& gate,
                                const Result& result) {
  std::vector<std::string> texts(2);
  std::thread first([&] {
    texts[0] = Text(fetches.Run(Context::Background(), "k", [&] {
      gate.Pass();
      return result;
    }));
  });
  gate.AwaitArrival();
  std::thread second([&] {
    const Context ctx = Context::Background().WithDeadline(clock.Now() + absl::Hours(1));
    texts[1] = Text(fetches.Run(ctx, "k", [] { return Token("own"); }));
  });
  clock.AwaitWaiters(1);
  gate.Open();
  first.join();
  second.join();
  return texts;
}

TEST_F(SharedFetchTest, WhoeverComesMeanwhileGetsTheSameToken) {
  EXPECT_THAT(RunTwo(fetches_, *clock_, gate_, Token("a")), ::testing::ElementsAre("a", "a"));
}

TEST_F(SharedFetchTest, WhoeverComesMeanwhileGetsTheSameError) {
  EXPECT_THAT(RunTwo(fetches_, *clock_, gate_, absl::UnavailableError("no")),
              ::testing::ElementsAre("no", "no"));
}

TEST_F(SharedFetchTest, TheEndOfOneCallersContextIsNotTheOthersEnd) {
  EXPECT_THAT(RunTwo(fetches_, *clock_, gate_, absl::CancelledError("context canceled")),
              ::testing::ElementsAre("context canceled", "own"));
}

TEST_F(SharedFetchTest, ATryThatTookTooLongIsAnErrorLikeOthers) {
  EXPECT_THAT(RunTwo(fetches_, *clock_, gate_, absl::DeadlineExceededError("too slow")),
              ::testing::ElementsAre("too slow", "too slow"));
}

TEST_F(SharedFetchTest, AnotherKeyDoesNotWait) {
  std::thread first([&] {
    EXPECT_THAT(fetches_.Run(background_, "k",
                             [&] {
                               gate_.Pass();
                               return Token("a");
                             }),
                IsOk());
  });
  gate_.AwaitArrival();
  EXPECT_EQ(Text(fetches_.Run(background_, "other", [] { return Token("b"); })), "b");
  gate_.Open();
  first.join();
}

TEST_F(SharedFetchTest, NobodyWaitsForAFetchWithoutAKey) {
  std::thread first([&] {
    EXPECT_THAT(fetches_.Run(background_, std::nullopt,
                             [&] {
                               gate_.Pass();
                               return Token("a");
                             }),
                IsOk());
  });
  gate_.AwaitArrival();
  EXPECT_EQ(Text(fetches_.Run(background_, std::nullopt, [] { return Token("b"); })), "b");
  EXPECT_THAT(fetches_.TryRun(background_, std::nullopt, [] { return Token("c"); }),
              ::testing::Optional(IsOk()));
  gate_.Open();
  first.join();
}

TEST_F(SharedFetchTest, AWaiterLeavesWhenItsContextEnds) {
  std::thread first([&] {
    EXPECT_EQ(Text(fetches_.Run(background_, "k",
                                [&] {
                                  gate_.Pass();
                                  return Token("a");
                                })),
              "a");
  });
  gate_.AwaitArrival();
  const Context ctx = background_.WithDeadline(clock_->Now() + absl::Seconds(1));
  std::thread passing([&] {
    clock_->AwaitWaiters(1);
    clock_->Advance(absl::Seconds(1));
  });
  EXPECT_THAT(fetches_.Run(ctx, "k", [] { return Token("own"); }),
              StatusIs(absl::StatusCode::kDeadlineExceeded, "context deadline exceeded"));
  gate_.Open();
  first.join();
  passing.join();
}

TEST_F(SharedFetchTest, AFetchThatThrowsLeavesNothingBehind) {
  const auto throws = [&] {
    return fetches_.Run(background_, "k", []() -> Result { throw std::runtime_error("user's"); });
  };
  EXPECT_THROW((void)throws(), std::runtime_error);
  EXPECT_TRUE(fetches_.TryRun(background_, "k", [] { return Token("a"); }).has_value());
}

TEST_F(SharedFetchTest, TryRunDoesNotWait) {
  std::thread first([&] {
    EXPECT_THAT(fetches_.TryRun(background_, "k",
                                [&] {
                                  gate_.Pass();
                                  return Token("a");
                                }),
                ::testing::Optional(IsOk()));
  });
  gate_.AwaitArrival();
  EXPECT_FALSE(fetches_.TryRun(background_, "k", [] { return Token("own"); }).has_value());
  gate_.Open();
  first.join();
  EXPECT_TRUE(fetches_.TryRun(background_, "k", [] { return Token("own"); }).has_value());
}

TEST_F(SharedFetchTest, ManyThreadsAllGetATokenFromFewFetches) {
  constexpr int kThreads = 8;
  std::atomic<int> fetched{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      for (int call = 0; call < 100; ++call) {
        EXPECT_EQ(Text(fetches_.Run(background_, "k",
                                    [&] {
                                      ++fetched;
                                      return Token("a");
                                    })),
                  "a");
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_LE(fetched, kThreads * 100);
}

}  // namespace
}  // namespace azure::identity::internal
