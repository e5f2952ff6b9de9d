#include "identity/internal/cache/serial_fetch.h"

#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using Result = SerialFetch::Result;

Result Token(const char* text) {
  return std::make_shared<const CachedToken>(
      CachedToken{AccessToken(text, absl::InfiniteFuture()), {}, absl::UnixEpoch()});
}

std::string Text(const Result& result) {
  return std::string(result.ok() ? (*result)->token.token() : result.status().message());
}

class SerialFetchTest : public ::testing::Test {
 protected:
  const Context background_ = Context::Background();
  std::shared_ptr<FakeClock> clock_ = std::make_shared<FakeClock>();
  SerialFetch fetches_{clock_, "waited: "};
};

TEST_F(SerialFetchTest, EveryCallerFetches) {
  EXPECT_EQ(Text(fetches_.Run(background_, "k", [] { return Token("a"); })), "a");
  EXPECT_EQ(Text(fetches_.Run(background_, "k", [] { return Token("b"); })), "b");
  EXPECT_THAT(fetches_.TryRun(background_, "k", [] { return Token("c"); }),
              ::testing::Optional(IsOk()));
}

TEST_F(SerialFetchTest, AnErrorOfTheFetchIsPassedOnAsItIs) {
  EXPECT_EQ(Text(fetches_.Run(background_, "k", [] { return absl::UnavailableError("no"); })),
            "no");
}

TEST_F(SerialFetchTest, OneFetchOfAKeyRunsAtATime) {
  const Result outer = fetches_.Run(background_, "k", [&]() -> Result {
    EXPECT_FALSE(fetches_.TryRun(background_, "k", [] { return Token("b"); }).has_value());
    return Token("a");
  });
  EXPECT_EQ(Text(outer), "a");
}

TEST_F(SerialFetchTest, OthersDoNotWait) {
  const Result outer = fetches_.Run(background_, "k", [&]() -> Result {
    EXPECT_EQ(Text(fetches_.Run(background_, "other", [] { return Token("b"); })), "b");
    EXPECT_EQ(Text(fetches_.Run(background_, std::nullopt, [] { return Token("c"); })), "c");
    EXPECT_TRUE(fetches_.TryRun(background_, "other", [] { return Token("d"); }).has_value());
    EXPECT_TRUE(fetches_.TryRun(background_, std::nullopt, [] { return Token("e"); }).has_value());
    return Token("a");
  });
  EXPECT_EQ(Text(outer), "a");
}

TEST_F(SerialFetchTest, AWaiterLeavesWhenItsContextEnds) {
  const Context ctx = background_.WithDeadline(clock_->Now() + absl::Seconds(1));
  std::thread waiter;
  EXPECT_EQ(Text(fetches_.Run(background_, "k",
                              [&] {
                                waiter = std::thread([&] {
                                  EXPECT_THAT(fetches_.Run(ctx, "k", [] { return Token("own"); }),
                                              StatusIs(absl::StatusCode::kDeadlineExceeded,
                                                       "waited: context deadline exceeded"));
                                });
                                clock_->AwaitWaiters(1);
                                clock_->Advance(absl::Seconds(1));
                                waiter.join();
                                return Token("a");
                              })),
            "a");
}

}  // namespace
}  // namespace azure::identity::internal
