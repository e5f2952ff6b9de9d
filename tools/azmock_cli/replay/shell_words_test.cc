#include "tools/azmock_cli/replay/shell_words.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace azmock {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ShellWordsTest, AreBetweenSpaces) {
  EXPECT_THAT(ShellWords("az account  show "), ElementsAre("az", "account", "show"));
  EXPECT_THAT(ShellWords("  "), IsEmpty());
}

TEST(ShellWordsTest, QuotesKeepSpaces) {
  EXPECT_THAT(ShellWords(R"(az --subscription "My Sub" --x "" a"b c"d)"),
              ElementsAre("az", "--subscription", "My Sub", "--x", "", "ab cd"));
}

}  // namespace
}  // namespace azmock
