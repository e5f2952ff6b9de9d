#include "identity/internal/cache/recent_tokens.h"

#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace azure::identity::internal {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'800'000'000);

CachedToken Token(std::string text, absl::Duration life = absl::Hours(1),
                  absl::Time refresh_on = absl::InfinitePast()) {
  return {AccessToken(std::move(text), kNow + life, refresh_on), {}, kNow};
}

TokenRequestOptions For(std::vector<std::string> scopes, std::string tenant_id = "") {
  return {std::move(scopes), std::move(tenant_id), "", false};
}

class RecentTokensTest : public ::testing::Test {
 protected:
  std::string Found(const TokenRequestOptions& options, absl::Time now = kNow) const {
    AccessToken token;
    return recent_.Find(options, now, &token) ? std::string(token.token()) : "nothing";
  }
  void Remember(const TokenRequestOptions& options, const CachedToken& token) {
    recent_.Remember(options, token, recent_.generation(), absl::InfinitePast());
  }

  RecentTokens recent_;
};

TEST_F(RecentTokensTest, StartsEmpty) {
  EXPECT_EQ(Found(For({"s"})), "nothing");
  EXPECT_EQ(Found(For({})), "nothing");
}

TEST_F(RecentTokensTest, FindsWhatWasAskedForWordForWord) {
  Remember(For({"a", "b"}, "t"), Token("tok"));
  EXPECT_EQ(Found(For({"a", "b"}, "t")), "tok");
  EXPECT_EQ(Found(For({"b", "a"}, "t")), "nothing");
  EXPECT_EQ(Found(For({"A", "b"}, "t")), "nothing");
  EXPECT_EQ(Found(For({"a"}, "t")), "nothing");
  EXPECT_EQ(Found(For({"a", "b"}, "")), "nothing");
}

TEST_F(RecentTokensTest, GivesTheTimesOfTheToken) {
  Remember(For({"s"}), Token("tok", absl::Hours(2), kNow + absl::Hours(1)));
  AccessToken token;
  ASSERT_TRUE(recent_.Find(For({"s"}), kNow, &token));
  EXPECT_EQ(token.expires_on(), kNow + absl::Hours(2));
  EXPECT_EQ(token.refresh_on(), kNow + absl::Hours(1));
}

TEST_F(RecentTokensTest, ForgetsFiveMinutesBeforeTheEnd) {
  Remember(For({"s"}), Token("tok", absl::Hours(1)));
  EXPECT_EQ(Found(For({"s"}), kNow + absl::Minutes(55) - absl::Nanoseconds(1)), "tok");
  EXPECT_EQ(Found(For({"s"}), kNow + absl::Minutes(55)), "nothing");
}

TEST_F(RecentTokensTest, ForgetsWhenARefreshIsDue) {
  Remember(For({"s"}), Token("tok", absl::Hours(1), kNow + absl::Minutes(30)));
  EXPECT_EQ(Found(For({"s"}), kNow + absl::Minutes(30) - absl::Nanoseconds(1)), "tok");
  EXPECT_EQ(Found(For({"s"}), kNow + absl::Minutes(30)), "nothing");
}

TEST_F(RecentTokensTest, KeepsADueTokenUntilARefreshIsToBeTried) {
  recent_.Remember(For({"s"}), Token("tok", absl::Hours(1), kNow - absl::Minutes(1)),
                   recent_.generation(), kNow + absl::Seconds(30));
  EXPECT_EQ(Found(For({"s"}), kNow + absl::Seconds(29)), "tok");
  EXPECT_EQ(Found(For({"s"}), kNow + absl::Seconds(30)), "nothing");
}

TEST_F(RecentTokensTest, ForgetsWhenANewerTokenArrives) {
  Remember(For({"s"}), Token("tok"));
  recent_.Invalidate();
  EXPECT_EQ(Found(For({"s"})), "nothing");
}

TEST_F(RecentTokensTest, DoesNotTakeInWhatWasLookedUpBeforeANewerTokenCame) {
  const std::uint64_t generation = recent_.generation();
  recent_.Invalidate();
  recent_.Remember(For({"s"}), Token("old"), generation, absl::InfinitePast());
  EXPECT_EQ(Found(For({"s"})), "nothing");
}

TEST_F(RecentTokensTest, HoldsFourRequestsOfOneThread) {
  for (const char* scope : {"1", "2", "3", "4"}) Remember(For({scope}), Token(scope));
  for (const char* scope : {"1", "2", "3", "4"}) EXPECT_EQ(Found(For({scope})), scope);
  Remember(For({"5"}), Token("5"));
  EXPECT_EQ(Found(For({"1"})), "nothing");
  EXPECT_EQ(Found(For({"2"})), "2");
  EXPECT_EQ(Found(For({"5"})), "5");
}

TEST_F(RecentTokensTest, ATokenOutlivesItsPlace) {
  AccessToken token;
  {
    RecentTokens recent;
    recent.Remember(For({"s"}), Token("tok"), recent.generation(), absl::InfinitePast());
    ASSERT_TRUE(recent.Find(For({"s"}), kNow, &token));
  }
  EXPECT_EQ(token.token(), "tok");
}

TEST_F(RecentTokensTest, CopiesShareOneText) {
  const CachedToken original = Token("tok");
  Remember(For({"s"}), original);
  AccessToken token;
  ASSERT_TRUE(recent_.Find(For({"s"}), kNow, &token));
  EXPECT_EQ(token.token().data(), original.token.token().data());
}

TEST_F(RecentTokensTest, ThreadsMayReadAndInvalidateAtOnce) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([this] {
      for (int j = 0; j < 200; ++j) {
        const std::uint64_t generation = recent_.generation();
        AccessToken token;
        if (!recent_.Find(For({"s"}), kNow, &token)) {
          recent_.Remember(For({"s"}), Token("tok"), generation, absl::InfinitePast());
        } else {
          EXPECT_EQ(token.token(), "tok");
        }
        if (j % 50 == 0) recent_.Invalidate();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace azure::identity::internal
