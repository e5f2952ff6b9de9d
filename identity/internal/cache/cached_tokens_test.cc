#include "identity/internal/cache/cached_tokens.h"

#include <functional>
#include <thread>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/internal/cache/serial_fetch.h"
#include "identity/internal/cache/shared_fetch.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/fake_executor.h"
#include "identity/testing/fake_random.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using Token = CachedTokens::Token;

const TokenCache::Key kKey{"login.windows.net", "client", "tenant"};

// A fetch that does what the test says, and counts.
class FakeFetch final : public TokenFetch {
 public:
  std::optional<std::string> Flight() const override { return "flight"; }
  std::optional<TokenCache::Key> KnownKey() const override { return known; }
  std::optional<TokenCache::Key> LearnKey(const Context& /*ctx*/) override {
    ++learned;
    return learns;
  }
  absl::StatusOr<Token> Fetch(const Context& ctx, bool early) override {
    ++fetched;
    was_early = early;
    return does(ctx);
  }
  // Which lives until the test's end, too.
  std::shared_ptr<TokenFetch> ForLater() const override {
    return {std::shared_ptr<void>(), const_cast<FakeFetch*>(this)};
  }

  std::optional<TokenCache::Key> known = kKey;
  std::optional<TokenCache::Key> learns = kKey;
  std::function<absl::StatusOr<Token>(const Context&)> does;
  int learned = 0;
  int fetched = 0;
  bool was_early = false;
};

class CachedTokensTest : public ::testing::Test {
 protected:
  // What arrives: good for an hour, and due for refresh after half of it.
  Token Arrives(const char* text, absl::string_view type = "Bearer") {
    const absl::Time now = clock_->Now();
    return tokens_.Keep(
        kKey, {AccessToken(text, now + absl::Hours(1), now + absl::Minutes(30)), scopes_, now},
        type);
  }
  std::string Get(FakeFetch& fetch) {
    const absl::StatusOr<Token> token =
        tokens_.Get(Context::Background(), {options_, scopes_}, fetch);
    return std::string(token.ok() ? (*token)->token.token() : token.status().message());
  }
  std::string Get(std::function<absl::StatusOr<Token>(const Context&)> does) {
    FakeFetch fetch;
    fetch.does = std::move(does);
    return Get(fetch);
  }
  std::string Recent() const {
    AccessToken token;
    return tokens_.FindRecent(options_, &token) ? std::string(token.token()) : "none";
  }

  static absl::StatusOr<Token> Fails(const Context& /*ctx*/) {
    return absl::UnavailableError("no");
  }

  std::shared_ptr<FakeClock> clock_ = std::make_shared<FakeClock>();
  Seams MakeSeams() {
    Seams seams;
    seams.clock = clock_;
    seams.random = std::make_shared<FakeRandom>();
    seams.executor = executor_;
    return seams;
  }

  std::shared_ptr<FakeExecutor> executor_ = std::make_shared<FakeExecutor>();
  CachedTokens tokens_{MakeSeams(), std::make_unique<SerialFetch>(clock_, ""),
                       RefreshRule::kAfterRefreshOn};
  TokenRequestOptions options_{{"S"}, "", "", false};
  const std::vector<std::string> scopes_ = {"s"};
};

TEST_F(CachedTokensTest, FetchesOnceAndThenLooksIntoTheCache) {
  EXPECT_EQ(Get([this](const Context&) { return Arrives("a"); }), "a");
  EXPECT_EQ(Get(Fails), "a");
}

TEST_F(CachedTokensTest, AnErrorIsPassedOnAndNotKept) {
  EXPECT_EQ(Get(Fails), "no");
  EXPECT_EQ(Get([this](const Context&) { return Arrives("a"); }), "a");
}

TEST_F(CachedTokensTest, WithoutAKeyTheCacheIsNotLookedInto) {
  Arrives("a");
  FakeFetch fetch;
  fetch.known = fetch.learns = std::nullopt;
  fetch.does = [this](const Context&) { return Arrives("b"); };
  EXPECT_EQ(Get(fetch), "b");
  EXPECT_FALSE(fetch.was_early);
}

TEST_F(CachedTokensTest, AKeyThatMustBeLearntIsLookedUpBeforeTheFetch) {
  Arrives("a");
  FakeFetch fetch;
  fetch.known = std::nullopt;
  EXPECT_EQ(Get(fetch), "a");
  EXPECT_EQ(fetch.learned, 1);
  EXPECT_EQ(fetch.fetched, 0);
}

TEST_F(CachedTokensTest, NothingIsLearntForATokenThatIsThere) {
  Arrives("a");
  FakeFetch fetch;
  EXPECT_EQ(Get(fetch), "a");
  EXPECT_EQ(fetch.learned, 0);
}

TEST_F(CachedTokensTest, ATokenThatIsDueIsReplacedWhileNobodyWaits) {
  Arrives("a");
  clock_->Advance(absl::Minutes(31));
  FakeFetch fetch;
  fetch.does = [this](const Context&) { return Arrives("b"); };
  EXPECT_EQ(Get(fetch), "a");
  EXPECT_EQ(fetch.fetched, 0);
  EXPECT_EQ(executor_->RunAll(), 1u);
  EXPECT_TRUE(fetch.was_early);
  EXPECT_EQ(Get(fetch), "b");
  EXPECT_EQ(fetch.fetched, 1);
}

TEST_F(CachedTokensTest, AnExecutorThatRunsAtOnceGivesTheCallerTheNewToken) {
  executor_ = nullptr;
  Seams seams = MakeSeams();
  seams.executor = InlineExecutor();
  CachedTokens tokens(seams, std::make_unique<SerialFetch>(clock_, ""),
                      RefreshRule::kAfterRefreshOn);
  const auto arrives = [&](const char* text) {
    const absl::Time now = clock_->Now();
    return tokens.Keep(
        kKey, {AccessToken(text, now + absl::Hours(1), now + absl::Minutes(30)), scopes_, now}, "");
  };
  arrives("a");
  clock_->Advance(absl::Minutes(31));
  FakeFetch fetch;
  fetch.does = [&](const Context&) { return arrives("b"); };
  const auto token = tokens.Get(Context::Background(), {options_, scopes_}, fetch);
  ASSERT_THAT(token, IsOk());
  EXPECT_EQ((*token)->token.token(), "b");
}

TEST_F(CachedTokensTest, WhileNoRefreshIsToBeTriedADueTokenIsRemembered) {
  Arrives("a");
  clock_->Advance(absl::Minutes(31));
  FakeFetch fetch;
  fetch.does = Fails;
  EXPECT_EQ(Get(fetch), "a");
  EXPECT_EQ(Recent(), "a");
  executor_->RunAll();
  clock_->Advance(absl::Seconds(29));
  EXPECT_EQ(Recent(), "a");
  clock_->Advance(absl::Seconds(1));
  EXPECT_EQ(Recent(), "none");
  EXPECT_EQ(Get(fetch), "a");
  EXPECT_EQ(fetch.fetched, 1 + static_cast<int>(executor_->RunAll()));
}

TEST_F(CachedTokensTest, AStormOfCallsMeansFewRefreshes) {
  Arrives("a");
  clock_->Advance(absl::Minutes(31));
  FakeFetch fetch;
  fetch.does = Fails;
  for (int second = 0; second < 600; ++second) {
    EXPECT_EQ(Get(fetch), "a");
    executor_->RunAll();
    clock_->Advance(absl::Seconds(1));
  }
  // After 0, 30, 90, 210 and 450 s.
  EXPECT_EQ(fetch.fetched, 5);
}

TEST_F(CachedTokensTest, ARefreshThatComesTooLateDoesNothing) {
  FakeFetch fetch;
  Arrives("a");
  clock_->Advance(absl::Minutes(31));
  EXPECT_EQ(Get(fetch), "a");
  Arrives("b");
  executor_->RunAll();
  EXPECT_EQ(fetch.fetched, 0);
}

TEST_F(CachedTokensTest, AfterTheCloseNoFetchIsUsed) {
  FakeFetch fetch;
  Arrives("a");
  clock_->Advance(absl::Minutes(31));
  EXPECT_EQ(Get(fetch), "a");
  tokens_.Close();
  executor_->RunAll();
  EXPECT_EQ(fetch.learned, 0);
}

TEST_F(CachedTokensTest, TheRuleSaysFromWhenOn) {
  CachedTokens at(MakeSeams(), std::make_unique<SharedFetch>(clock_), RefreshRule::kAtRefreshOn);
  const absl::Time now = clock_->Now();
  const auto token = [&](const char* text) {
    return at.Keep(kKey, {AccessToken(text, now + absl::Hours(1), now), scopes_, now}, "");
  };
  token("a");
  FakeFetch fetch;
  fetch.does = [&](const Context&) { return token("b"); };
  EXPECT_THAT(at.Get(Context::Background(), {options_, scopes_}, fetch), IsOk());
  EXPECT_EQ(executor_->RunAll(), 1u);
  EXPECT_EQ(fetch.fetched, 1);
}

TEST_F(CachedTokensTest, ATokenThatCannotBeReplacedIsUsedUntilItEnds) {
  Arrives("a");
  clock_->Advance(absl::Minutes(55));
  FakeFetch fetch;
  fetch.does = Fails;
  EXPECT_EQ(Get(fetch), "a");
  executor_->RunAll();
  clock_->Advance(absl::Seconds(1));
  EXPECT_EQ(Get(Fails), "no");
}

TEST_F(CachedTokensTest, WhoHasNoGoodTokenHasNoPartInAnEarlyRefresh) {
  Arrives("a");
  clock_->Advance(absl::Minutes(54));
  FakeFetch early;
  early.does = [this](const Context&) -> absl::StatusOr<Token> {
    clock_->Advance(absl::Minutes(2));  // the token has ended meanwhile
    EXPECT_EQ(Get([this](const Context&) { return Arrives("b"); }), "b");
    return absl::UnavailableError("no");
  };
  EXPECT_EQ(Get(early), "a");
  EXPECT_EQ(executor_->RunAll(), 1u);
  EXPECT_EQ(Get(early), "b");
}

TEST_F(CachedTokensTest, WhoWaitedTakesWhatCameMeanwhile) {
  const Context later = Context::Background().WithDeadline(clock_->Now() + absl::Hours(1));
  FakeFetch unneeded;
  std::thread waiter;
  EXPECT_EQ(Get([&](const Context&) {
              waiter = std::thread([&] {
                EXPECT_THAT(tokens_.Get(later, {options_, scopes_}, unneeded), IsOk());
              });
              clock_->AwaitWaiters(1);
              return Arrives("a");
            }),
            "a");
  waiter.join();
  EXPECT_EQ(unneeded.fetched, 0);
}

TEST_F(CachedTokensTest, ATokenOfAnotherTypeIsNotKept) {
  EXPECT_EQ(Get([this](const Context&) { return Arrives("a", "pop"); }), "a");
  EXPECT_EQ(Get([this](const Context&) { return Arrives("b", "bearer"); }), "b");
  EXPECT_EQ(Get(Fails), "b");
}

TEST_F(CachedTokensTest, TheSecondCallIsRememberedUntilANewTokenArrives) {
  Get([this](const Context&) { return Arrives("a"); });
  EXPECT_EQ(Recent(), "none");
  Get(Fails);
  EXPECT_EQ(Recent(), "a");
  Arrives("b");
  EXPECT_EQ(Recent(), "none");
  Get(Fails);
  EXPECT_EQ(Recent(), "b");
  tokens_.ForgetRecent();
  EXPECT_EQ(Recent(), "none");
}

TEST_F(CachedTokensTest, ACallWithClaimsIsNeitherRememberedNorAnsweredFromMemory) {
  Arrives("a");
  options_.claims = "{}";
  EXPECT_EQ(Get(Fails), "a");
  EXPECT_EQ(Recent(), "none");
  options_.claims = "";
  EXPECT_EQ(Recent(), "none");
  Get(Fails);
  EXPECT_EQ(Recent(), "a");
  options_.claims = "{}";
  EXPECT_EQ(Recent(), "none");
}

// Somebody else's fetch ends before each.
class BehindAnother final : public SingleFlight {
 public:
  explicit BehindAnother(std::function<void()> other) : other_(std::move(other)) {}

  Result Run(const Context& /*ctx*/, const std::optional<std::string>& /*key*/,
             const Fetch& fetch) override {
    other_();
    return fetch();
  }
  std::optional<Result> TryRun(const Context& /*ctx*/, const std::optional<std::string>& /*key*/,
                               const Fetch& fetch) override {
    return fetch();
  }

 private:
  const std::function<void()> other_;
};

// To learn may take a request, or the reading of a store.
TEST_F(CachedTokensTest, WhoWaitedForATokenLearnsNothing) {
  CachedTokens* tokens = nullptr;
  CachedTokens own(
      MakeSeams(), std::make_unique<BehindAnother>([&] {
        const absl::Time now = clock_->Now();
        tokens->Keep(kKey, {AccessToken("tok", now + absl::Hours(1)), scopes_, now}, "Bearer");
      }),
      RefreshRule::kAtRefreshOn);
  tokens = &own;
  FakeFetch fetch;
  const auto token = own.Get(Context::Background(), {options_, scopes_}, fetch);
  ASSERT_THAT(token, IsOk());
  EXPECT_EQ((*token)->token.token(), "tok");
  EXPECT_EQ(fetch.learned, 0);
}

}  // namespace
}  // namespace azure::identity::internal
