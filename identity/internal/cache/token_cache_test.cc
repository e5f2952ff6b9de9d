#include "identity/internal/cache/token_cache.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace azure::identity::internal {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'800'000'000);
const TokenCache::Key kKey{"login.windows.net", "client", "tenant"};

std::shared_ptr<const CachedToken> Token(std::string text, std::vector<std::string> scopes,
                                         absl::Duration life = absl::Hours(1)) {
  return std::make_shared<CachedToken>(
      CachedToken{AccessToken(std::move(text), kNow + life), std::move(scopes), kNow});
}

std::string Found(const TokenCache& cache, const std::vector<std::string>& scopes,
                  absl::Time now = kNow, const TokenCache::Key& key = kKey) {
  const auto token = cache.Find(key, scopes, now);
  return token == nullptr ? "nothing" : std::string(token->token.token());
}

TEST(TokenCacheTest, FindsATokenForItsScopesAndTheirSubsetsInAnyCase) {
  TokenCache cache;
  cache.Store(kKey, Token("t", {"a/.default", "b/.default"}), kNow);
  EXPECT_EQ(Found(cache, {"a/.default", "b/.default"}), "t");
  EXPECT_EQ(Found(cache, {"b/.default", "a/.default"}), "t");
  EXPECT_EQ(Found(cache, {"B/.DEFAULT"}), "t");
  EXPECT_EQ(Found(cache, {"a/.default", "A/.default"}), "t");
  EXPECT_EQ(Found(cache, {"a/.default", "c/.default"}), "nothing");
  EXPECT_EQ(Found(cache, {"a"}), "nothing");
}

TEST(TokenCacheTest, KeepsKeysApart) {
  TokenCache cache;
  cache.Store(kKey, Token("t", {"s"}), kNow);
  EXPECT_EQ(Found(cache, {"s"}, kNow, {"login.windows.net", "client", "other"}), "nothing");
  EXPECT_EQ(Found(cache, {"s"}, kNow, {"login.windows.net", "other", "tenant"}), "nothing");
  EXPECT_EQ(Found(cache, {"s"}, kNow, {"other", "client", "tenant"}), "nothing");
}

TEST(TokenCacheTest, ATokenIsUsableUntilFiveMinutesBeforeItsEnd) {
  TokenCache cache;
  cache.Store(kKey, Token("t", {"s"}, absl::Seconds(302)), kNow);
  EXPECT_EQ(Found(cache, {"s"}, kNow + absl::Seconds(2)), "t");
  EXPECT_EQ(Found(cache, {"s"}, kNow + absl::Seconds(2) + absl::Nanoseconds(1)), "nothing");
}

TEST(TokenCacheTest, NeverKeepsATokenThatEndsSooner) {
  TokenCache cache;
  cache.Store(kKey, Token("t", {"s"}, absl::Seconds(299)), kNow);
  EXPECT_EQ(cache.size(), 0u);
  cache.Store(kKey, Token("t", {"s"}, absl::Seconds(300)), kNow);
  EXPECT_EQ(cache.size(), 1u);
}

TEST(TokenCacheTest, DoesNotUseATokenFromTheFuture) {
  TokenCache cache;
  cache.Store(kKey, Token("t", {"s"}), kNow);
  EXPECT_EQ(Found(cache, {"s"}, kNow - absl::Seconds(1)), "nothing");
}

TEST(TokenCacheTest, ANewTokenReplacesOneForTheSameScopes) {
  TokenCache cache;
  cache.Store(kKey, Token("old", {"a", "b"}), kNow);
  cache.Store(kKey, Token("new", {"A", "B"}), kNow);
  EXPECT_EQ(Found(cache, {"a"}), "new");
  EXPECT_EQ(cache.size(), 1u);
}

TEST(TokenCacheTest, PrefersTheNewest) {
  TokenCache cache;
  cache.Store(kKey, Token("wide", {"a", "b"}), kNow);
  cache.Store(kKey, Token("narrow", {"a"}), kNow);
  EXPECT_EQ(Found(cache, {"a"}), "narrow");
  EXPECT_EQ(Found(cache, {"b"}), "wide");
}

TEST(TokenCacheTest, DropsTheTokenThatEndsFirstWhenFull) {
  TokenCache cache(3);
  cache.Store(kKey, Token("long", {"1"}, absl::Hours(3)), kNow);
  cache.Store(kKey, Token("short", {"2"}, absl::Hours(1)), kNow);
  cache.Store({"e", "c", "other"}, Token("middle", {"3"}, absl::Hours(2)), kNow);
  cache.Store(kKey, Token("new", {"4"}, absl::Minutes(30)), kNow);
  EXPECT_EQ(cache.size(), 3u);
  EXPECT_EQ(Found(cache, {"2"}), "nothing");
  EXPECT_EQ(Found(cache, {"1"}), "long");
  EXPECT_EQ(Found(cache, {"4"}), "new");
  EXPECT_EQ(Found(cache, {"3"}, kNow, {"e", "c", "other"}), "middle");
}

TEST(TokenCacheTest, DoesNotGrowBeyondItsCapacity) {
  TokenCache cache(10);
  for (int i = 0; i < 1000; ++i) {
    cache.Store({"e", "c", absl::StrCat("tenant-", i)}, Token("t", {"s"}), kNow);
  }
  EXPECT_EQ(cache.size(), 10u);
}

TEST(IsRefreshDueTest, FollowsTheIssuer) {
  constexpr auto kAfter = RefreshRule::kAfterRefreshOn;
  constexpr auto kAt = RefreshRule::kAtRefreshOn;
  const CachedToken silent{AccessToken("t", kNow + absl::Hours(1)), {}, kNow};
  EXPECT_FALSE(IsRefreshDue(silent, kNow + absl::Hours(1), kAfter));
  EXPECT_FALSE(IsRefreshDue(silent, kNow + absl::Hours(1), kAt));

  const absl::Time refresh_on = kNow + absl::Minutes(30);
  const absl::Duration moment = absl::Nanoseconds(1);
  const CachedToken said{AccessToken("t", kNow + absl::Hours(1), refresh_on), {}, kNow};
  EXPECT_FALSE(IsRefreshDue(said, refresh_on - moment, kAt));
  EXPECT_TRUE(IsRefreshDue(said, refresh_on, kAt));
  EXPECT_FALSE(IsRefreshDue(said, refresh_on, kAfter));
  EXPECT_TRUE(IsRefreshDue(said, refresh_on + moment, kAfter));
}

}  // namespace
}  // namespace azure::identity::internal
