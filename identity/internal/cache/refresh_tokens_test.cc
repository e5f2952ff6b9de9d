#include "identity/internal/cache/refresh_tokens.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace azure::identity::internal {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'800'000'000);
const RefreshTokens::Key kAlice{"env", "client", "alice"};
const RefreshTokens::Key kBob{"env", "client", "bob"};
const RefreshTokens::Key kAliceElsewhere{"env", "other", "alice"};

TEST(RefreshTokensTest, KeepsTheNewestOfEachAccount) {
  RefreshTokens tokens;
  tokens.Keep(kAlice, "a1", "", kNow);
  tokens.Keep(kBob, "b1", "", kNow);
  tokens.Keep(kAlice, "a2", "", kNow);
  EXPECT_EQ(tokens.Find(kAlice), "a2");
  EXPECT_EQ(tokens.Find(kBob), "b1");
  EXPECT_EQ(tokens.Find({"other", "client", "alice"}), "");
}

TEST(RefreshTokensTest, AResponseWithoutOneLeavesTheOneThereIs) {
  RefreshTokens tokens;
  tokens.Keep(kAlice, "a1", "", kNow);
  tokens.Keep(kAlice, "", "", kNow);
  EXPECT_EQ(tokens.Find(kAlice), "a1");
}

TEST(RefreshTokensTest, ATokenOfAFamilyIsForAllItsClients) {
  RefreshTokens tokens;
  tokens.Keep(kAlice, "family", "1", kNow);
  EXPECT_EQ(tokens.Find(kAliceElsewhere), "family");
  EXPECT_EQ(tokens.Find(kBob), "");
}

TEST(RefreshTokensTest, ATokenWithoutAFamilyIsForItsClientAlone) {
  RefreshTokens tokens;
  tokens.Keep(kAlice, "own", "", kNow);
  EXPECT_EQ(tokens.Find(kAliceElsewhere), "");
}

TEST(RefreshTokensTest, AClientOfNoFamilyPrefersItsOwn) {
  RefreshTokens tokens;
  tokens.Keep(kAliceElsewhere, "own", "", kNow);
  tokens.Keep(kAlice, "family", "1", kNow);
  EXPECT_EQ(tokens.Find(kAliceElsewhere), "own");
  EXPECT_EQ(tokens.Find(kAlice), "family");
}

TEST(RefreshTokensTest, AClientOfAFamilyPrefersTheFamilys) {
  RefreshTokens tokens;
  tokens.Keep(kAliceElsewhere, "own", "", kNow);
  tokens.Keep(kAlice, "family", "1", kNow);
  tokens.Keep(kAliceElsewhere, "", "1", kNow);
  EXPECT_EQ(tokens.Find(kAliceElsewhere), "family");
}

TEST(RefreshTokensTest, ForgetsTheOldestWhenFull) {
  RefreshTokens tokens(/*capacity=*/2);
  for (int i = 0; i < 3; ++i) {
    tokens.Keep({"env", "client", absl::StrCat("user", i)}, absl::StrCat("t", i), "", kNow);
  }
  EXPECT_EQ(tokens.Find({"env", "client", "user0"}), "");
  EXPECT_EQ(tokens.Find({"env", "client", "user1"}), "t1");
  EXPECT_EQ(tokens.Find({"env", "client", "user2"}), "t2");
}

TEST(RefreshTokensTest, OneOfAnotherProcessTakesThePlaceOfAnOlderOneAlone) {
  RefreshTokens tokens;
  tokens.KeepStored(kAlice, "stored", "", absl::InfinitePast());
  EXPECT_EQ(tokens.Find(kAlice), "stored");
  tokens.Keep(kAlice, "own", "", kNow);
  tokens.KeepStored(kAlice, "older", "", kNow - absl::Seconds(1));
  EXPECT_EQ(tokens.Find(kAlice), "own");
  tokens.KeepStored(kAlice, "newer", "", kNow + absl::Seconds(1));
  EXPECT_EQ(tokens.Find(kAlice), "newer");
  tokens.KeepStored(kBob, "bob's", "", absl::InfinitePast());
  EXPECT_EQ(tokens.Find(kBob), "bob's");
}

}  // namespace
}  // namespace azure::identity::internal
