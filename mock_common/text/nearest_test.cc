#include "mock_common/text/nearest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mock::scenario {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(EditDistanceTest, CountsInsertionsDeletionsAndSubstitutions) {
  EXPECT_EQ(EditDistance("", ""), 0u);
  EXPECT_EQ(EditDistance("", "abc"), 3u);
  EXPECT_EQ(EditDistance("abc", ""), 3u);
  EXPECT_EQ(EditDistance("kitten", "sitting"), 3u);
  EXPECT_EQ(EditDistance("same", "same"), 0u);
  EXPECT_EQ(EditDistance("ab", "ba"), 2u);
}

TEST(NearestTest, GivesTheClosestFirstAndBreaksTiesByName) {
  EXPECT_THAT(Nearest("abc", {"xyz", "abd", "ab", "abb"}, 3), ElementsAre("ab", "abb", "abd"));
}

TEST(NearestTest, HeedsNoCase) {
  EXPECT_THAT(Nearest("IMDS", {"pwsh", "imds-404"}, 1), ElementsAre("imds-404"));
}

TEST(NearestTest, GivesAllWhenThereAreFewer) {
  EXPECT_THAT(Nearest("abc", {"abd"}, 3), ElementsAre("abd"));
  EXPECT_THAT(Nearest("abc", {}, 3), IsEmpty());
}

TEST(DidYouMeanTest, NamesAtMostThree) {
  EXPECT_EQ(DidYouMean("abc", {"xyz", "abd", "ab", "abb"}), "; did you mean ab, abb or abd?");
  EXPECT_EQ(DidYouMean("abc", {"xyz"}), "; did you mean xyz?");
  EXPECT_EQ(DidYouMean("abc", {}), "");
}

}  // namespace
}  // namespace mock::scenario
