#include "mock_common/crypto/same_secret.h"

#include <gtest/gtest.h>

namespace mock {
namespace {

TEST(SameSecretTest, IsTheSameInEveryByte) {
  EXPECT_TRUE(SameSecret("", ""));
  EXPECT_TRUE(SameSecret(absl::string_view("a\0b", 3), absl::string_view("a\0b", 3)));
  EXPECT_FALSE(SameSecret(absl::string_view("a\0b", 3), absl::string_view("a\0c", 3)));
  EXPECT_FALSE(SameSecret("secret", "secret "));
  EXPECT_FALSE(SameSecret("secret", ""));
}

}  // namespace
}  // namespace mock
