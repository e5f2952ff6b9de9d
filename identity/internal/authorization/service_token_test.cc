#include "identity/internal/authorization/service_token.h"

#include <atomic>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/fake_credential.h"
#include "identity/testing/fake_executor.h"
#include "identity/testing/fake_random.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Seams SeamsOf(std::shared_ptr<Clock> clock, std::shared_ptr<Executor> executor) {
  Seams seams;
  seams.clock = std::move(clock);
  seams.random = std::make_shared<FakeRandom>();
  seams.executor = std::move(executor);
  return seams;
}

class ServiceTokenTest : public testing::Test {
 protected:
  // The next token is "1", "2" and so on, and lives an hour.
  absl::StatusOr<AccessToken> Next() {
    if (!failure_.ok()) return failure_;
    return AccessToken(absl::StrCat(++issued_), clock_->Now() + lifetime_,
                       refresh_in_ ? clock_->Now() + *refresh_in_ : absl::InfinitePast());
  }

  std::string Get(absl::string_view claims = "") {
    const auto token = token_.Get(Context::Background(), claims);
    return token.ok() ? std::string(token->token()) : std::string(token.status().message());
  }

  Seams MakeSeams() { return SeamsOf(clock_, executor_); }

  absl::Status failure_;
  absl::Duration lifetime_ = absl::Hours(1);
  std::optional<absl::Duration> refresh_in_;
  std::atomic<int> issued_{0};
  const std::shared_ptr<FakeClock> clock_ = std::make_shared<FakeClock>();
  const std::shared_ptr<FakeCredential> credential_ = std::make_shared<FakeCredential>(
      [this](const Context&, const TokenRequestOptions&) { return Next(); });
  std::shared_ptr<Executor> executor_ = InlineExecutor();
  ServiceToken token_{credential_, {"a/.default", "b"}, MakeSeams()};
};

TEST_F(ServiceTokenTest, AsksOnceAndForContinuousAccessEvaluation) {
  EXPECT_EQ(Get(), "1");
  EXPECT_EQ(Get(), "1");
  ASSERT_THAT(credential_->requests(), SizeIs(1));
  EXPECT_THAT(credential_->requests()[0].scopes, ElementsAre("a/.default", "b"));
  EXPECT_TRUE(credential_->requests()[0].enable_cae);
  EXPECT_THAT(credential_->requests()[0].claims, IsEmpty());
}

TEST_F(ServiceTokenTest, RefreshesFiveMinutesBeforeTheEnd) {
  EXPECT_EQ(Get(), "1");
  clock_->Advance(absl::Minutes(55));
  EXPECT_EQ(Get(), "1");
  clock_->Advance(absl::Nanoseconds(1));
  EXPECT_EQ(Get(), "2");
}

TEST_F(ServiceTokenTest, RefreshesWhenTheAuthoritySaysSo) {
  refresh_in_ = absl::Minutes(30);
  EXPECT_EQ(Get(), "1");
  clock_->Advance(absl::Minutes(30));
  EXPECT_EQ(Get(), "1");
  clock_->Advance(absl::Nanoseconds(1));
  EXPECT_EQ(Get(), "2");
}

TEST_F(ServiceTokenTest, TriesARefreshEvery30SecondsWhileTheTokenIsGood) {
  EXPECT_EQ(Get(), "1");
  failure_ = absl::UnavailableError("down");
  clock_->Advance(absl::Minutes(56));
  EXPECT_EQ(Get(), "1");
  clock_->Advance(absl::Seconds(29));
  EXPECT_EQ(Get(), "1");
  EXPECT_THAT(credential_->requests(), SizeIs(2));
  clock_->Advance(absl::Seconds(1));
  EXPECT_EQ(Get(), "1");
  EXPECT_THAT(credential_->requests(), SizeIs(3));
}

TEST_F(ServiceTokenTest, FailsWhenNoTokenIsGood) {
  failure_ = absl::UnavailableError("down");
  EXPECT_EQ(Get(), "down");
  failure_ = absl::OkStatus();
  EXPECT_EQ(Get(), "1");
  failure_ = absl::UnavailableError("still down");
  clock_->Advance(absl::Hours(1) + absl::Nanoseconds(1));
  EXPECT_EQ(Get(), "still down");
}

TEST_F(ServiceTokenTest, AnExpiredTokenIsNotUsedAgain) {
  EXPECT_EQ(Get(), "1");
  token_.Expire(AccessToken("another", absl::InfiniteFuture()));
  EXPECT_EQ(Get(), "1");
  token_.Expire(AccessToken("1", absl::InfiniteFuture()));
  EXPECT_EQ(Get(), "2");
}

TEST_F(ServiceTokenTest, ClaimsAreMetByATokenThatWasAskedForWithThem) {
  EXPECT_EQ(Get(), "1");
  EXPECT_EQ(Get("{}"), "2");
  EXPECT_EQ(credential_->requests().back().claims, "{}");
  EXPECT_EQ(Get("{}"), "2");  // another thread was asked for the same
  EXPECT_EQ(Get(), "2");
  EXPECT_EQ(Get(R"({"a":1})"), "3");
}

TEST_F(ServiceTokenTest, ARefreshThatIsNotNeededYetIsNobodysWait) {
  executor_ = std::make_shared<FakeExecutor>();
  ServiceToken token(credential_, {"s"}, MakeSeams());
  const auto get = [&] { return *token.Get(Context::Background(), "").value().shared_token(); };
  EXPECT_EQ(get(), "1");
  clock_->Advance(absl::Minutes(56));
  EXPECT_EQ(get(), "1");
  EXPECT_THAT(credential_->requests(), SizeIs(1));
  EXPECT_EQ(static_cast<FakeExecutor&>(*executor_).RunAll(), 1u);
  EXPECT_EQ(get(), "2");
}

TEST_F(ServiceTokenTest, CallersWithoutATokenShareOne) {
  std::vector<std::thread> threads;
  std::vector<std::string> tokens(8);
  for (std::string& token : tokens) threads.emplace_back([&] { token = Get(); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(tokens, testing::Each("1"));
  EXPECT_THAT(credential_->requests(), SizeIs(1));
}

TEST(ServiceTokenBlockingTest, NobodyWaitsForARefreshOfAGoodToken) {
  const auto clock = std::make_shared<FakeClock>();
  std::promise<void> refreshing, proceed;
  std::atomic<int> calls{0};
  ServiceToken token(
      std::make_shared<FakeCredential>(
          [&](const Context&, const TokenRequestOptions&) -> absl::StatusOr<AccessToken> {
            const int call = ++calls;
            if (call == 2) {
              refreshing.set_value();
              proceed.get_future().wait();
            }
            return AccessToken(absl::StrCat(call), clock->Now() + absl::Hours(1));
          }),
      {"s"}, SeamsOf(clock, InlineExecutor()));
  const auto get = [&token] {
    return *token.Get(Context::Background(), "").value().shared_token();
  };
  EXPECT_EQ(get(), "1");
  clock->Advance(absl::Minutes(56));
  std::thread refresher([&] { EXPECT_EQ(get(), "2"); });
  refreshing.get_future().wait();
  clock->Advance(absl::Minutes(1));  // more than between two attempts
  EXPECT_EQ(get(), "1");
  proceed.set_value();
  refresher.join();
  EXPECT_EQ(get(), "2");
}

TEST(ServiceTokenBlockingTest, ACallerWhoseContextEndsWaitsNoLonger) {
  std::promise<void> asking, proceed;
  ServiceToken token(
      std::make_shared<FakeCredential>(
          [&](const Context&, const TokenRequestOptions&) -> absl::StatusOr<AccessToken> {
            asking.set_value();
            proceed.get_future().wait();
            return AccessToken("t", absl::InfiniteFuture());
          }),
      {"s"}, SeamsOf(std::make_shared<FakeClock>(), InlineExecutor()));
  std::thread first([&] { EXPECT_THAT(token.Get(Context::Background(), ""), IsOk()); });
  asking.get_future().wait();
  Context ended = Context::Background().WithCancel();
  ended.Cancel();
  EXPECT_THAT(token.Get(ended, ""), StatusIs(absl::StatusCode::kCancelled, "context canceled"));
  proceed.set_value();
  first.join();
}

}  // namespace
}  // namespace azure::identity::internal
