#include "identity/testing/message_check.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace azure::identity {
namespace {

using ::testing::Not;

TEST(MessageCheckMatchersTest, SayWhatIsWrong) {
  const std::string good = "AzureCLICredential: executable not found on path";
  EXPECT_THAT(good, IsWellFormedMessage());
  EXPECT_THAT(good, Not(HasViolation("trailing-blank")));
  const std::string bad = good + " ";
  EXPECT_THAT(bad, Not(IsWellFormedMessage()));
  EXPECT_THAT(bad, HasViolation("trailing-blank"));

  ::testing::StringMatchResultListener listener;
  const ::testing::Matcher<std::string> matcher = IsWellFormedMessage();
  EXPECT_FALSE(matcher.MatchAndExplain(bad, &listener));
  EXPECT_EQ(listener.str(), "\n1:49: trailing-blank: white space at the end of the line");
}

}  // namespace
}  // namespace azure::identity
