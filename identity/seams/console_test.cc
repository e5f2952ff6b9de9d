#include "identity/seams/console.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace azure::identity {
namespace {

TEST(RealConsoleTest, PrintsALineToStandardOutput) {
  ::testing::internal::CaptureStdout();
  RealConsole()->PrintLine("To sign in, …");
  EXPECT_EQ(::testing::internal::GetCapturedStdout(), "To sign in, …\n");
}

}  // namespace
}  // namespace azure::identity
