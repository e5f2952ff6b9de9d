#include "tools/repro/words.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace azmock::repro {
namespace {

using ::testing::ElementsAre;

// Each word with its kind in front.
std::vector<std::string> Split(absl::string_view text) {
  std::vector<std::string> words;
  for (const Word& word : SplitWords(text)) {
    words.push_back(std::string(1, "nit."[word.kind]) + std::string(word.text));
  }
  return words;
}

TEST(WordsTest, TellsKindsApart) {
  EXPECT_THAT(Split("app 'c11e0000-0000-4000-8000-000000000001' of contoso.example."),
              ElementsAre("napp", ".'", "ic11e0000-0000-4000-8000-000000000001", ".'", "nof",
                          "ncontoso.example", ".."));
  EXPECT_THAT(Split("at 2026-01-15 12:00:00Z"), ElementsAre("nat", "t2026-01-15 12:00:00Z"));
  EXPECT_THAT(Split("2026-01-15T12:00:00.1234567Z,"),
              ElementsAre("t2026-01-15T12:00:00.1234567Z", ".,"));
  EXPECT_THAT(Split("key 13CD5504157885DA77375ED96457D212DF5BCF0A"),
              ElementsAre("nkey", "i13CD5504157885DA77375ED96457D212DF5BCF0A"));
}

TEST(WordsTest, IsNotTakenInByWhatIsAlmostAnId) {
  EXPECT_THAT(Split("3c631bb7-a9f7-4343-a5ba-a615913"),
              ElementsAre("n3c631bb7-a9f7-4343-a5ba-a615913"));
  EXPECT_THAT(Split("2026-01-15"), ElementsAre("n2026-01-15"));
  EXPECT_THAT(Split("AuthorizationPermissionMismatchError"),
              ElementsAre("nAuthorizationPermissionMismatchError"));
}

TEST(WordsTest, SpaceAndItsEscapesOnlyPartWords) {
  EXPECT_THAT(Split(R"(a\r\nb)"), ElementsAre("na", "nb"));
  EXPECT_THAT(Split("a \t\n b"), ElementsAre("na", "nb"));
  EXPECT_THAT(Split(""), ElementsAre());
  EXPECT_THAT(Split("isn't 'b'"), ElementsAre("nisn't", ".'", "nb", ".'"));
  EXPECT_THAT(Split("a-"), ElementsAre("na", ".-"));
}

}  // namespace
}  // namespace azmock::repro
