#include "identity/internal/text/alphanumeric.h"

#include "gtest/gtest.h"

namespace azure::identity::internal {
namespace {

TEST(AlphanumericTest, TakesLettersDigitsAndTheOthers) {
  EXPECT_TRUE(IsAlphanumericOr("", ""));
  EXPECT_TRUE(IsAlphanumericOr(".-_/:", "https://Vault-1.azure_net:443/.default"));
  EXPECT_FALSE(IsAlphanumericOr("", "a.b"));
  for (const char* text : {"a b", "a;b", "a$b", "a'b", "a\"b", "a`b", "a\nb", "\xc3\xa4"}) {
    EXPECT_FALSE(IsAlphanumericOr(".-_/:", text)) << text;
  }
}

}  // namespace
}  // namespace azure::identity::internal
