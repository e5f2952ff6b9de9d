#include "identity/seams/environment.h"

#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace azure::identity {
namespace {

using ::testing::Contains;
using ::testing::Pair;

TEST(RealEnvironmentTest, TellsUnsetFromEmpty) {
  setenv("SEAMS_TEST_EMPTY", "", 1);
  unsetenv("SEAMS_TEST_UNSET");
  const auto environment = RealEnvironment();
  EXPECT_EQ(environment->Get("SEAMS_TEST_EMPTY"), "");
  EXPECT_EQ(environment->Get("SEAMS_TEST_UNSET"), std::nullopt);
  EXPECT_EQ(environment->GetOrEmpty("SEAMS_TEST_UNSET"), "");
}

TEST(RealEnvironmentTest, ReadsAtEachCall) {
  const auto environment = RealEnvironment();
  setenv("SEAMS_TEST", "1", 1);
  EXPECT_EQ(environment->Get("SEAMS_TEST"), "1");
  setenv("SEAMS_TEST", "a=b", 1);
  EXPECT_EQ(environment->Get("SEAMS_TEST"), "a=b");
  EXPECT_THAT(environment->All(), Contains(Pair("SEAMS_TEST", "a=b")));
}

}  // namespace
}  // namespace azure::identity
