#include "mock_common/text/text_position.h"

#include <gtest/gtest.h>

#include "mock_common/text/sample.pb.h"

namespace mock::scenario {
namespace {

using sample::Scenario;

// The path of the field whose name stands last before "@" in `text`.
std::string PathBefore(std::string text) {
  const auto at = text.find('@');
  int line = 0;
  int column = 0;
  for (std::size_t i = 0; i < at; ++i) {
    column = text[i] == '\n' ? 0 : column + 1;
    if (text[i] == '\n') ++line;
  }
  text[at] = ' ';
  return FindField(text, Scenario::descriptor(), line, column).path;
}

TEST(TextPositionTest, FollowsNestedMessages) {
  EXPECT_EQ(PathBefore("@"), "");
  EXPECT_EQ(PathBefore("id: @"), "id");
  EXPECT_EQ(PathBefore("id: \"x\" title: @"), "title");
  EXPECT_EQ(PathBefore("rules { match { method: @"), "rules[0].match.method");
  EXPECT_EQ(PathBefore("rules: < name: 'x' > rules <\n steps {} steps { delay: @"),
            "rules[1].steps[1].delay");
  EXPECT_EQ(PathBefore("rules { match { path: '/' } @"), "rules[0].match");
}

TEST(TextPositionTest, CountsElementsOfLists) {
  EXPECT_EQ(PathBefore("aadsts: [1, 2, @"), "aadsts[2]");
  EXPECT_EQ(PathBefore("rules [{ name: 'a' }, { name: @"), "rules[1].name");
  EXPECT_EQ(PathBefore("tags: ['a'] tags: @"), "tags[1]");
}

TEST(TextPositionTest, ValuesAreNotTakenForNames) {
  EXPECT_EQ(PathBefore("setting { trailer: CRLF @"), "setting.trailer");
}

TEST(TextPositionTest, CommentsDoNotCount) { EXPECT_EQ(PathBefore("# rules { name\nid: @"), "id"); }

TEST(TextPositionTest, KnowsFieldAndMessage) {
  const FieldAt known = FindField("rules { nam: 1", Scenario::descriptor(), 0, 12);
  EXPECT_EQ(known.name, "nam");
  EXPECT_EQ(known.column, 8);
  EXPECT_EQ(known.field, nullptr);
  ASSERT_NE(known.in, nullptr);
  EXPECT_EQ(known.in->name(), "Rule");
}

TEST(TextPositionTest, SurvivesUnbalancedBrackets) {
  EXPECT_EQ(PathBefore("}}}]]>, id: @"), "id");
  EXPECT_EQ(PathBefore("nothing { of: { this: @"), "nothing.of.this");
}

TEST(TextPositionTest, TabsCountAsProtobufCountsThem) {
  EXPECT_EQ(OffsetOf("\tid", 0, 8), 1u);
  EXPECT_EQ(OffsetOf("a\tid", 0, 9), 3u);
  EXPECT_EQ(OffsetOf("a\nbc", 1, 1), 3u);
  EXPECT_EQ(OffsetOf("a\nbc", 7, 0), 4u);
}

}  // namespace
}  // namespace mock::scenario
