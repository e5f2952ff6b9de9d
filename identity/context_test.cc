#include "identity/context.h"

#include <atomic>
#include <memory>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'000'000);

TEST(ContextTest, BackgroundNeverEnds) {
  Context background = Context::Background();
  background.Cancel();
  EXPECT_FALSE(background.cancelled());
  EXPECT_FALSE(background.has_deadline());
  EXPECT_THAT(background.Err(kNow), IsOk());
  EXPECT_EQ(background.OnCancel([] { FAIL(); }), nullptr);
}

TEST(ContextTest, ACancelledContextSaysContextCanceled) {
  Context ctx = Context::Background().WithCancel();
  EXPECT_THAT(ctx.Err(kNow), IsOk());
  ctx.Cancel();
  EXPECT_TRUE(ctx.cancelled());
  EXPECT_THAT(ctx.Err(kNow), StatusIs(absl::StatusCode::kCancelled, "context canceled"));
}

TEST(ContextTest, ADeadlineIsTiedToTheTimeThatPassesWhenItIsFirstLookedAt) {
  const Context ctx = Context::Background().WithDeadline(kNow + absl::Seconds(5));
  EXPECT_EQ(ctx.Remaining(kNow, absl::Hours(1)), absl::Seconds(5));
  // The system's time is set back an hour; two seconds pass.
  const absl::Time set_back = kNow - absl::Hours(1);
  const absl::Duration later = absl::Hours(1) + absl::Seconds(2);
  EXPECT_EQ(ctx.Remaining(set_back, later), absl::Seconds(3));
  // What is looked at for the first time by then ends with what is around it.
  EXPECT_EQ(ctx.WithCancel().Remaining(set_back, later), absl::Seconds(3));
  EXPECT_EQ(ctx.WithDeadline(set_back + absl::Seconds(1)).Remaining(set_back, later),
            absl::Seconds(1));
  EXPECT_EQ(Context::Background().WithCancel().Remaining(kNow, later), absl::InfiniteDuration());
}

TEST(ContextTest, WithoutRetriesHasNoneInItsChildrenEither) {
  EXPECT_TRUE(Context::Background().may_retry());
  Context parent = Context::Background().WithDeadline(kNow);
  EXPECT_TRUE(parent.may_retry());
  const Context child = parent.WithoutRetries();
  EXPECT_FALSE(child.may_retry());
  EXPECT_FALSE(child.WithDeadline(kNow).WithCancel().may_retry());
  EXPECT_EQ(child.deadline(), kNow);
  parent.Cancel();
  EXPECT_TRUE(child.cancelled());
}

TEST(ContextTest, ADeadlineEndsTheContextFromItsInstantOn) {
  const Context ctx = Context::Background().WithDeadline(kNow);
  EXPECT_EQ(ctx.deadline(), kNow);
  EXPECT_THAT(ctx.Err(kNow - absl::Nanoseconds(1)), IsOk());
  EXPECT_THAT(ctx.Err(kNow),
              StatusIs(absl::StatusCode::kDeadlineExceeded, "context deadline exceeded"));
}

TEST(ContextTest, CancellationWinsOverAPassedDeadline) {
  Context ctx = Context::Background().WithDeadline(kNow);
  ctx.Cancel();
  EXPECT_THAT(ctx.Err(kNow), StatusIs(absl::StatusCode::kCancelled));
}

TEST(ContextTest, AChildHasTheEarlierOfTheDeadlines) {
  const Context parent = Context::Background().WithDeadline(kNow);
  EXPECT_EQ(parent.WithDeadline(kNow + absl::Hours(1)).deadline(), kNow);
  EXPECT_EQ(parent.WithDeadline(kNow - absl::Hours(1)).deadline(), kNow - absl::Hours(1));
  EXPECT_EQ(parent.WithCancel().deadline(), kNow);
}

TEST(ContextTest, CancellingEndsChildrenButNotTheParent) {
  const Context root = Context::Background().WithCancel();
  Context middle = root.WithDeadline(kNow);
  const Context leaf = middle.WithCancel();
  middle.Cancel();
  EXPECT_TRUE(leaf.cancelled());
  EXPECT_FALSE(root.cancelled());
  EXPECT_TRUE(middle.WithCancel().cancelled()) << "born cancelled";
}

TEST(ContextTest, CopiesShareOneState) {
  const Context ctx = Context::Background().WithCancel();
  Context copy = ctx;
  copy.Cancel();
  EXPECT_TRUE(ctx.cancelled());
}

TEST(ContextTest, CallbacksRunOnceInOrderOnTheCancellingThread) {
  Context ctx = Context::Background().WithCancel();
  std::vector<int> order;
  std::thread::id ran_on;
  const auto first = ctx.OnCancel([&] {
    order.push_back(1);
    ran_on = std::this_thread::get_id();
  });
  const auto second = ctx.OnCancel([&] { order.push_back(2); });
  EXPECT_TRUE(order.empty());
  ctx.Cancel();
  ctx.Cancel();
  EXPECT_THAT(order, ::testing::ElementsAre(1, 2));
  EXPECT_EQ(ran_on, std::this_thread::get_id());
}

TEST(ContextTest, ACallbackForAnEndedContextRunsAtOnce) {
  Context ctx = Context::Background().WithCancel();
  ctx.Cancel();
  bool ran = false;
  EXPECT_EQ(ctx.OnCancel([&] { ran = true; }), nullptr);
  EXPECT_TRUE(ran);
}

TEST(ContextTest, ADestroyedHandleWithdrawsItsCallback) {
  Context ctx = Context::Background().WithCancel();
  auto handle = ctx.OnCancel([] { FAIL(); });
  handle.reset();
  ctx.Cancel();
}

TEST(ContextTest, ACallbackMayDestroyItsOwnHandle) {
  Context ctx = Context::Background().WithCancel();
  std::unique_ptr<Context::CancelCallback> handle;
  handle = ctx.OnCancel([&handle] { handle.reset(); });
  ctx.Cancel();
  EXPECT_EQ(handle, nullptr);
}

TEST(ContextTest, ACallbackMayDropTheLastHandleOfTheContextThatRunsIt) {
  Context parent = Context::Background().WithCancel();
  std::optional<Context> child = parent.WithCancel();
  std::unique_ptr<Context::CancelCallback> handle;
  bool ran = false;
  handle = child->OnCancel([&] {
    child.reset();
    ran = true;
  });
  parent.Cancel();
  EXPECT_TRUE(ran);
}

TEST(ContextTest, ACallbackMayUseTheContext) {
  Context ctx = Context::Background().WithCancel();
  bool nested = false;
  const auto handle = ctx.OnCancel([&] { ctx.OnCancel([&] { nested = ctx.cancelled(); }); });
  ctx.Cancel();
  EXPECT_TRUE(nested);
}

TEST(ContextTest, DestroyingAHandleWaitsForItsRunningCallback) {
  for (int round = 0; round < 200; ++round) {
    Context ctx = Context::Background().WithCancel();
    auto alive = std::make_unique<std::atomic<int>>(0);
    auto handle = ctx.OnCancel([&alive] { ++*alive; });
    std::thread canceller([ctx]() mutable { ctx.Cancel(); });
    handle.reset();
    alive.reset();  // a callback that still ran would use it
    canceller.join();
  }
}

TEST(ContextTest, ManyThreadsMayDeriveRegisterAndCancel) {
  Context root = Context::Background().WithCancel();
  std::atomic<int> ran{0};
  std::atomic<int> registered{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      do {
        const Context child = root.WithDeadline(kNow);
        const auto handle = child.OnCancel([&ran] { ++ran; });
        ++registered;
      } while (!root.cancelled());
    });
  }
  while (registered < 100) std::this_thread::yield();
  root.Cancel();
  for (std::thread& thread : threads) thread.join();
  EXPECT_LE(ran, registered);
}

TEST(ContextTest, ACallbackThatThrowsKeepsNobodyFromItsOwn) {
  Context ctx = Context::Background().WithCancel();
  const Context child = ctx.WithCancel();
  int called = 0;
  auto first = ctx.OnCancel([] { throw std::runtime_error("the user's"); });
  auto second = ctx.OnCancel([&called] { ++called; });
  EXPECT_THROW(ctx.Cancel(), std::runtime_error);
  EXPECT_TRUE(child.cancelled());
  EXPECT_EQ(called, 1);
  std::thread other([&first] { first = nullptr; });  // which would wait for one that runs
  other.join();
}

}  // namespace
}  // namespace azure::identity
