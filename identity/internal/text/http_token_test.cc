#include "identity/internal/text/http_token.h"

#include <string>

#include "gtest/gtest.h"

namespace azure::identity::internal {
namespace {

TEST(IsHttpTokenTest, TakesLettersDigitsAndSomePunctuation) {
  EXPECT_TRUE(IsHttpToken("GET"));
  EXPECT_TRUE(IsHttpToken("x-ms-request-id"));
  EXPECT_TRUE(IsHttpToken("!#$%&'*+-.^_`|~09azAZ"));
}

TEST(IsHttpTokenTest, RefusesWhatSeparatesOrCannotBeSeen) {
  for (const char* text : {"", "a b", "a:", "a\r", "a\x7f", "\xc3\xa9", "(a)", "a/b", "\"a\""}) {
    EXPECT_FALSE(IsHttpToken(text)) << text;
  }
  EXPECT_FALSE(IsHttpToken(std::string("a\0", 2)));
}

}  // namespace
}  // namespace azure::identity::internal
