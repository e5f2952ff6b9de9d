#include "tools/azmock_cli/replay/line_diff.h"

#include "gtest/gtest.h"

namespace azmock {
namespace {

TEST(LineDiffTest, EqualTextsHaveNone) {
  EXPECT_EQ(LineDiff("", ""), "");
  EXPECT_EQ(LineDiff("a\nb", "a\nb"), "");
}

TEST(LineDiffTest, PointsAtTheFirstDifferenceOfAChangedLine) {
  EXPECT_EQ(LineDiff("one\ntwo\nthree", "one\ntwx\nthree"),
            "  one\n"
            "- two\n"
            "+ twx\n"
            "    ^ column 3\n"
            "  three\n");
}

TEST(LineDiffTest, ShowsSpacesAtTheEnd) {
  EXPECT_EQ(LineDiff("failed. ", "failed."),
            "- failed.·\n"
            "+ failed.\n"
            "         ^ column 8\n");
}

TEST(LineDiffTest, AddedAndRemovedLinesStandWhereTheyBelong) {
  EXPECT_EQ(LineDiff("a\nb\nc", "a\nc\nd"),
            "  a\n"
            "- b\n"
            "  c\n"
            "+ d\n");
}

TEST(LineDiffTest, AMissingFinalLineEndIsADifference) { EXPECT_NE(LineDiff("a\n", "a"), ""); }

}  // namespace
}  // namespace azmock
