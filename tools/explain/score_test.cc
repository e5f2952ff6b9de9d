#include "tools/explain/score.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_join.h"

namespace azmock::explain {
namespace {

TEST(ScoreTest, TextsOfAllSdksAreUnderstoodAndNoSecretIsShown) {
  const Score score = ScoreFolder("tools/explain/testdata");
  EXPECT_GE(score.texts, 120);
  EXPECT_GE(score.share(), 0.98) << absl::StrJoin(score.misses, "\n");
  EXPECT_EQ(score.secrets_shown, 0) << absl::StrJoin(score.misses, "\n");
}

TEST(ScoreTest, AFolderThatIsNotThereHasNoTexts) {
  EXPECT_EQ(ScoreFolder("tools/explain/nowhere").texts, 0);
  EXPECT_EQ(Score().share(), 0);
}

}  // namespace
}  // namespace azmock::explain
