#include "identity/testing/fake_process_runner.h"

#include "gmock/gmock.h"
#include "gtest/gtest-spi.h"
#include "gtest/gtest.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

TEST(FakeProcessRunnerTest, AnswersInOrderAndKeepsTheRequests) {
  FakeProcessRunner runner;
  runner.Expect(ProcessResult{0, 0, "out", ""});
  runner.Expect(absl::NotFoundError("no az"));
  ProcessRequest request;
  request.argv = {"az", "account"};
  EXPECT_EQ(runner.Run(Context::Background(), request)->out, "out");
  EXPECT_THAT(runner.Run(Context::Background(), request), StatusIs(absl::StatusCode::kNotFound));
  ASSERT_EQ(runner.requests().size(), 2u);
  EXPECT_THAT(runner.requests()[0].argv, ::testing::ElementsAre("az", "account"));
}

TEST(FakeProcessRunnerTest, AnUnexpectedRunFailsTheTest) {
  FakeProcessRunner runner;
  ProcessRequest request;
  request.argv = {"az", "account"};
  EXPECT_NONFATAL_FAILURE((void)runner.Run(Context::Background(), request),
                          "unexpected run of: az account");
}

}  // namespace
}  // namespace azure::identity
