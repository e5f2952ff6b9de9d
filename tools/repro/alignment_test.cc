#include "tools/repro/alignment.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace azmock::repro {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

std::optional<Alignment> Find(absl::string_view known, absl::string_view paste) {
  return Align(SplitWords(known), paste, SplitWords(paste));
}

constexpr char kKnown[] =
    "Application 'c11e0000-0000-4000-8000-000000000001' was not found in the directory 'Contoso'";

TEST(AlignmentTest, FindsTheTextWhereverItStands) {
  const std::string paste = std::string("2026/06/01 error: ") + kKnown + "\ngoroutine 1";
  const auto found = Find(kKnown, paste);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(paste.substr(found->begin, found->end - found->begin), kKnown);
  EXPECT_THAT(found->substitutions, IsEmpty());
  EXPECT_FALSE(found->cut);
}

TEST(AlignmentTest, SaysWhatStandsForWhat) {
  const auto found = Find(kKnown,
                          "Application 'addd63c8-6771-4432-b96a-035b71b88a69' was not found in\n"
                          "  the directory 'Fabrikam & Sons, Inc.'");
  ASSERT_TRUE(found.has_value());
  EXPECT_THAT(found->substitutions, ElementsAre(Pair("c11e0000-0000-4000-8000-000000000001",
                                                     "addd63c8-6771-4432-b96a-035b71b88a69"),
                                                Pair("Contoso", "Fabrikam & Sons, Inc.")));
  EXPECT_EQ(found->other_names, 1);
}

TEST(AlignmentTest, OtherWordsAreAnotherText) {
  EXPECT_FALSE(Find(kKnown,
                    "Application 'addd63c8-6771-4432-b96a-035b71b88a69' was found in the directory "
                    "'Contoso'")
                   .has_value());
  EXPECT_FALSE(Find(kKnown, "").has_value());
  EXPECT_FALSE(Find("", kKnown).has_value());
}

TEST(AlignmentTest, ACutTextNeedsHalfOfTheWords) {
  const auto found =
      Find("one two three four 2026-01-15 12:00:00Z six", "one two three four 2026-01");
  ASSERT_TRUE(found.has_value());
  EXPECT_TRUE(found->cut);
  EXPECT_FALSE(Find("one two three four five six", "one two three").has_value());
}

TEST(AlignmentTest, TheWholeTextIsBetterThanAnEarlierBeginning) {
  const auto found = Find("one two 3.x four", "one two; then one two 4.y four");
  ASSERT_TRUE(found.has_value());
  EXPECT_FALSE(found->cut);
  EXPECT_THAT(found->substitutions, ElementsAre(Pair("3.x", "4.y")));
}

}  // namespace
}  // namespace azmock::repro
