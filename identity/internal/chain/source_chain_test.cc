#include "identity/internal/chain/source_chain.h"

#include <atomic>
#include <functional>
#include <future>
#include <thread>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/errors.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/fake_environment.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Does what the test says.
class Scripted final : public TokenCredential {
 public:
  using Answer = std::function<absl::StatusOr<AccessToken>()>;
  explicit Scripted(Answer answer) : answer_(std::move(answer)) {}

  absl::StatusOr<AccessToken> GetToken(const Context&, const TokenRequestOptions&) override {
    ++calls;
    return answer_();
  }
  void JoinChain() override { joined = true; }

  std::atomic<int> calls{0};
  std::atomic<bool> joined{false};

 private:
  const Answer answer_;
};

std::shared_ptr<Scripted> Answers(Scripted::Answer answer) {
  return std::make_shared<Scripted>(std::move(answer));
}
std::shared_ptr<Scripted> Unavailable(const std::string& text = "not here") {
  return Answers([text] { return CredentialUnavailableError(text); });
}
std::shared_ptr<Scripted> Gives(const std::string& token) {
  return Answers([token] { return AccessToken(token, absl::InfiniteFuture()); });
}

class SourceChainTest : public ::testing::Test {
 protected:
  void Chain(const std::vector<std::shared_ptr<Scripted>>& credentials,
             bool retry_sources = false) {
    ClientOptions client;
    client.seams.clock = clock_;
    client.seams.environment = std::make_shared<FakeEnvironment>();
    client.logging.logger = std::make_shared<Logger>(
        [this](LogEvent, absl::string_view message) { log_.emplace_back(message); });
    std::vector<SourceChain::Source> sources;
    for (const auto& credential : credentials) sources.push_back({credential, ""});
    chain_.emplace("Chain", std::move(sources), retry_sources, client);
  }
  absl::StatusOr<AccessToken> GetToken(const Context& ctx = Context::Background()) {
    return chain_->GetToken(ctx, {{"s"}, "", "", false});
  }
  // The token or the error.
  std::string Get() {
    const auto token = GetToken();
    return std::string(token.ok() ? token->token() : token.status().message());
  }

  std::shared_ptr<FakeClock> clock_ = std::make_shared<FakeClock>();
  std::vector<std::string> log_;
  std::optional<SourceChain> chain_;
};

TEST_F(SourceChainTest, TellsItsSourcesAtOnce) {
  const auto source = Gives("a");
  Chain({source});
  EXPECT_TRUE(source->joined);
  EXPECT_EQ(source->calls, 0);
}

TEST_F(SourceChainTest, RemembersTheFirstThatHasAToken) {
  const auto first = Unavailable();
  const auto second = Gives("b");
  const auto third = Gives("c");
  Chain({first, second, third});
  EXPECT_EQ(Get(), "b");
  EXPECT_EQ(Get(), "b");
  EXPECT_EQ(first->calls, 1);
  EXPECT_EQ(second->calls, 2);
  EXPECT_EQ(third->calls, 0);
  EXPECT_THAT(log_, ElementsAre("Chain authenticated with Scripted"));
}

TEST_F(SourceChainTest, PassesTheRememberedSourcesErrorsOnAsTheyAre) {
  bool works = true;
  const auto source = Answers([&]() -> absl::StatusOr<AccessToken> {
    if (works) return AccessToken("a", absl::InfiniteFuture());
    return CredentialUnavailableError("gone");
  });
  const auto next = Gives("b");
  Chain({source, next});
  EXPECT_EQ(Get(), "a");
  works = false;
  EXPECT_THAT(GetToken(), StatusIs(absl::StatusCode::kFailedPrecondition, "gone"));
  EXPECT_EQ(next->calls, 0);
}

TEST_F(SourceChainTest, RetrySourcesTriesAllEachTime) {
  const auto first = Unavailable();
  const auto second = Gives("b");
  Chain({first, second}, /*retry_sources=*/true);
  EXPECT_EQ(Get(), "b");
  EXPECT_EQ(Get(), "b");
  EXPECT_EQ(first->calls, 2);
  EXPECT_THAT(
      log_, ElementsAre("Chain authenticated with Scripted", "Chain authenticated with Scripted"));
}

TEST_F(SourceChainTest, ListsAllThatWereUnavailable) {
  Chain({Unavailable("one\ntwo"), Unavailable("three")});
  const absl::Status status = GetToken().status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kFailedPrecondition,
                               "Chain: failed to acquire a token.\nAttempted credentials:"
                               "\n\tone\n\t\ttwo\n\tthree"));
  EXPECT_TRUE(IsCredentialUnavailable(status));
  EXPECT_EQ(GetErrorDetails(status)->children.size(), 2);
  EXPECT_THAT(log_, IsEmpty());
}

TEST_F(SourceChainTest, AnyOtherErrorEndsIt) {
  const auto last = Gives("c");
  Chain({Unavailable("one"), Answers([] { return absl::InternalError("broken"); }), last});
  const absl::Status status = GetToken().status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInternal,
                               "Chain: failed to acquire a token.\nAttempted credentials:"
                               "\n\tone\n\tbroken"));
  EXPECT_FALSE(IsCredentialUnavailable(status));
  EXPECT_EQ(GetErrorDetails(status)->kind, ErrorKind::kAuthenticationFailed);
  EXPECT_EQ(last->calls, 0);
}

TEST_F(SourceChainTest, TriesAgainAfterAFailure) {
  bool works = false;
  Chain({Answers([&]() -> absl::StatusOr<AccessToken> {
    if (works) return AccessToken("a", absl::InfiniteFuture());
    return CredentialUnavailableError("not yet");
  })});
  EXPECT_THAT(GetToken(), StatusIs(absl::StatusCode::kFailedPrecondition));
  works = true;
  EXPECT_EQ(Get(), "a");
}

// A source whose callers stay until they are let go.
class SourceChainTurnsTest : public SourceChainTest {
 protected:
  void SetUp() override {
    source_ = Answers([this]() -> absl::StatusOr<AccessToken> {
      if (entered_calls_++ == 0) entered_.set_value();
      go_.wait();
      if (fails_) return CredentialUnavailableError("no");
      return AccessToken("a", absl::InfiniteFuture());
    });
    Chain({source_});
  }
  // Whose wait the clock knows of.
  Context Patient() const {
    return Context::Background().WithDeadline(clock_->Now() + absl::Hours(1));
  }
  std::thread Caller() {
    return std::thread([this] { EXPECT_EQ(GetToken(Patient()).ok(), !fails_); });
  }

  std::atomic<bool> fails_{false};
  std::atomic<int> entered_calls_{0};
  std::promise<void> entered_;
  std::promise<void> let_go_;
  const std::shared_future<void> go_ = let_go_.get_future().share();
  std::shared_ptr<Scripted> source_;
};

TEST_F(SourceChainTurnsTest, AWaiterLeavesWhenItIsCancelled) {
  std::thread first = Caller();
  entered_.get_future().wait();
  Context ctx = Context::Background().WithCancel();
  std::thread waiter([&] {
    const absl::Status status = GetToken(ctx).status();
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kCancelled, "Chain: context canceled"));
    EXPECT_EQ(GetErrorDetails(status)->kind, ErrorKind::kAuthenticationFailed);
  });
  ctx.Cancel();
  waiter.join();
  let_go_.set_value();
  first.join();
  EXPECT_EQ(source_->calls, 1);
}

TEST_F(SourceChainTurnsTest, AWaiterLeavesAtItsDeadline) {
  std::thread first = Caller();
  entered_.get_future().wait();
  const Context ctx = Context::Background().WithDeadline(clock_->Now() + absl::Seconds(1));
  std::thread waiter([&] {
    EXPECT_THAT(GetToken(ctx),
                StatusIs(absl::StatusCode::kDeadlineExceeded, "Chain: context deadline exceeded"));
  });
  clock_->AwaitWaiters(1);
  clock_->Advance(absl::Seconds(1));
  waiter.join();
  let_go_.set_value();
  first.join();
}

TEST_F(SourceChainTurnsTest, OneCallerSearchesAndTheOthersAskWhatItFound) {
  std::vector<std::thread> callers;
  callers.push_back(Caller());
  entered_.get_future().wait();
  for (int i = 0; i < 7; ++i) callers.push_back(Caller());
  clock_->AwaitWaiters(7);
  let_go_.set_value();
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(source_->calls, 8);
  EXPECT_THAT(log_, ElementsAre("Chain authenticated with Scripted"));
}

TEST_F(SourceChainTurnsTest, WhoWaitsSharesAFailureAndWhoComesLaterDoesNot) {
  fails_ = true;
  std::vector<std::thread> callers;
  callers.push_back(Caller());
  entered_.get_future().wait();
  for (int i = 0; i < 3; ++i) callers.push_back(Caller());
  clock_->AwaitWaiters(3);
  let_go_.set_value();
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(source_->calls, 1);
  fails_ = false;
  EXPECT_THAT(GetToken(), IsOk());
}

TEST_F(SourceChainTurnsTest, WhoWantsSomethingElseWaitsAndAsksTheSourceThatWasFound) {
  std::thread first = Caller();
  entered_.get_future().wait();
  std::thread other([this] {
    EXPECT_THAT(chain_->GetToken(Patient(), {{"other"}, "", "", false}), IsOk());
  });
  clock_->AwaitWaiters(1);
  EXPECT_EQ(source_->calls, 1);
  let_go_.set_value();
  first.join();
  other.join();
  EXPECT_EQ(source_->calls, 2);
}

}  // namespace
}  // namespace azure::identity::internal
