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

TEST(LineDiffTest, OnATerminalWhatIsMissingIsRed) {
  const std::string diff = LineDiff("one\ntwo", "one\ntwx");
  EXPECT_EQ(PaintDiff(diff, Style()), diff);
  EXPECT_EQ(PaintDiff(diff, Style::For(ColorMode::kAlways, 0)),
            "  one\n"
            "\x1b[31m- two\x1b[0m\n"
            "\x1b[32m+ twx\x1b[0m\n"
            "    ^ column 3\n");
}

TEST(LineDiffTest, AMissingFinalLineEndIsADifference) { EXPECT_NE(LineDiff("a\n", "a"), ""); }

}  // namespace
}  // namespace azmock
