#include "identity/internal/text/shown_body.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace azure::identity::internal {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

TEST(ShownBodyTest, ShowsWhatIsShortAsItIs) {
  EXPECT_EQ(ShownBody(""), "");
  EXPECT_EQ(ShownBody("<html>"), "<html>");
  const std::string longest(64 << 10, 'x');
  EXPECT_EQ(ShownBody(longest), longest);
}

TEST(ShownBodyTest, CutsWhatIsLong) {
  const std::string shown = ShownBody(std::string(4 << 20, 'x'));
  EXPECT_THAT(shown, EndsWith("x\n… [4096 of 4194304 bytes]"));
  EXPECT_THAT(shown, SizeIs(::testing::Lt(5000u)));
}

TEST(ShownBodyTest, CutsNoCharacterInTwo) {
  const std::string shown = ShownBody(std::string(4095, 'x') + "ä" + std::string(100'000, 'y'));
  EXPECT_THAT(shown, EndsWith("x\n… [4095 of 104097 bytes]"));
}

TEST(ShownBodyTest, ShowsNoSecret) {
  const std::string secret(8000, 's');
  EXPECT_THAT(ShownBody(R"({"access_token":"sssss"})"), Not(HasSubstr("sssss")));
  const std::string shown = ShownBody(
      absl::StrCat(R"({"access_token":")", secret, R"(","x":")", std::string(90'000, 'y'), "\"}"));
  EXPECT_THAT(shown, StartsWith(R"({"access_token":")"));
  EXPECT_THAT(shown, Not(HasSubstr("sss")));
}

}  // namespace
}  // namespace azure::identity::internal
