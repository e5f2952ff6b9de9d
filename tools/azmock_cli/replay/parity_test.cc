#include "tools/azmock_cli/replay/parity.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace azmock {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string Document(const std::string& row) {
  return "# Parity\n\n## Differences\n\n| Id | azidentity | here |\n|---|---|---|\n"
         "| P-1 | says Go | says C++ |\n\n## How the texts differ\n\n"
         "| Id | Text | Scenarios | Theirs | Ours |\n|---|---|---|---|---|\n" +
         row + "\n";
}

TEST(ParityTest, TranslatesWhatARowSays) {
  const auto parity = Parity::Parse(Document("| P-1 | log | all | `Go/([0-9]+)` | `C++/\\1` |"));
  ASSERT_TRUE(parity.ok()) << parity.status();
  std::set<int> used;
  EXPECT_EQ(parity->Translate("any", "log", "agent Go/17 and Go/18", &used),
            "agent C++/17 and C++/18");
  EXPECT_THAT(used, ElementsAre(13));
}

TEST(ParityTest, AppliesToItsTextAndScenariosOnly) {
  const auto parity = Parity::Parse(Document("| P-1 | error | one, two | `Go` | `C++` |"));
  ASSERT_TRUE(parity.ok()) << parity.status();
  std::set<int> used;
  EXPECT_EQ(parity->Translate("two", "error", "Go", &used), "C++");
  EXPECT_EQ(parity->Translate("three", "error", "Go", nullptr), "Go");
  EXPECT_EQ(parity->Translate("two", "log", "Go", nullptr), "Go");
}

TEST(ParityTest, ARowWritesLineEndsAsEscapes) {
  const auto parity = Parity::Parse(Document("| P-1 | error | all | `none` | `{\\n  1\\n}` |"));
  ASSERT_TRUE(parity.ok()) << parity.status();
  EXPECT_EQ(parity->Translate("one", "error", "none", nullptr), "{\n  1\n}");
}

TEST(ParityTest, BadRowsAreNamedByLine) {
  const auto problem = [](const std::string& row) {
    return std::string(Parity::Parse(Document(row)).status().message());
  };
  EXPECT_THAT(problem("| P-1 | log | all | `x` |"), HasSubstr("PARITY.md:13: expected 5 cells"));
  EXPECT_THAT(problem("| P-9 | log | all | `x` | `y` |"), HasSubstr("P-9 is not among"));
  EXPECT_THAT(problem("| P-1 | prose | all | `x` | `y` |"), HasSubstr("none of error"));
  EXPECT_THAT(problem("| P-1 | log | all | `(` | `y` |"), HasSubstr("PARITY.md:13: missing )"));
  EXPECT_THAT(problem("| P-1 | log | all | `x` | `\\1` |"), HasSubstr("PARITY.md:13: "));
}

}  // namespace
}  // namespace azmock
