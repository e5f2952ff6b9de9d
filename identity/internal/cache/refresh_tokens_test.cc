#include "identity/internal/cache/refresh_tokens.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace azure::identity::internal {
namespace {

const RefreshTokens::Key kAlice{"env", "client", "alice"};
const RefreshTokens::Key kBob{"env", "client", "bob"};
const RefreshTokens::Key kAliceElsewhere{"env", "other", "alice"};

TEST(RefreshTokensTest, KeepsTheNewestOfEachAccount) {
  RefreshTokens tokens;
  tokens.Keep(kAlice, "a1", "");
  tokens.Keep(kBob, "b1", "");
  tokens.Keep(kAlice, "a2", "");
  EXPECT_EQ(tokens.Find(kAlice), "a2");
  EXPECT_EQ(tokens.Find(kBob), "b1");
  EXPECT_EQ(tokens.Find({"other", "client", "alice"}), "");
}

TEST(RefreshTokensTest, AResponseWithoutOneLeavesTheOneThereIs) {
  RefreshTokens tokens;
  tokens.Keep(kAlice, "a1", "");
  tokens.Keep(kAlice, "", "");
  EXPECT_EQ(tokens.Find(kAlice), "a1");
}

TEST(RefreshTokensTest, ATokenOfAFamilyIsForAllItsClients) {
  RefreshTokens tokens;
  tokens.Keep(kAlice, "family", "1");
  EXPECT_EQ(tokens.Find(kAliceElsewhere), "family");
  EXPECT_EQ(tokens.Find(kBob), "");
}

TEST(RefreshTokensTest, ATokenWithoutAFamilyIsForItsClientAlone) {
  RefreshTokens tokens;
  tokens.Keep(kAlice, "own", "");
  EXPECT_EQ(tokens.Find(kAliceElsewhere), "");
}

TEST(RefreshTokensTest, AClientOfNoFamilyPrefersItsOwn) {
  RefreshTokens tokens;
  tokens.Keep(kAliceElsewhere, "own", "");
  tokens.Keep(kAlice, "family", "1");
  EXPECT_EQ(tokens.Find(kAliceElsewhere), "own");
  EXPECT_EQ(tokens.Find(kAlice), "family");
}

TEST(RefreshTokensTest, AClientOfAFamilyPrefersTheFamilys) {
  RefreshTokens tokens;
  tokens.Keep(kAliceElsewhere, "own", "");
  tokens.Keep(kAlice, "family", "1");
  tokens.Keep(kAliceElsewhere, "", "1");
  EXPECT_EQ(tokens.Find(kAliceElsewhere), "family");
}

TEST(RefreshTokensTest, ForgetsTheOldestWhenFull) {
  RefreshTokens tokens(/*capacity=*/2);
  for (int i = 0; i < 3; ++i) {
    tokens.Keep({"env", "client", absl::StrCat("user", i)}, absl::StrCat("t", i), "");
  }
  EXPECT_EQ(tokens.Find({"env", "client", "user0"}), "");
  EXPECT_EQ(tokens.Find({"env", "client", "user1"}), "t1");
  EXPECT_EQ(tokens.Find({"env", "client", "user2"}), "t2");
}

}  // namespace
}  // namespace azure::identity::internal
