#include "identity/seams/browser.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_environment.h"
#include "identity/testing/fake_process_runner.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

class BrowserTest : public ::testing::Test {
 protected:
  absl::Status Open() {
    const auto environment = std::make_shared<FakeEnvironment>();
    environment->Set("DISPLAY", ":0");
    return NewBrowser(processes_, environment)->Open(Context::Background(), "https://h/?a=b");
  }
  void HasNoProgram(int count) {
    for (int i = 0; i < count; ++i) processes_->Expect(absl::NotFoundError("exec"));
  }

  std::shared_ptr<FakeProcessRunner> processes_ = std::make_shared<FakeProcessRunner>();
};

TEST_F(BrowserTest, RunsXdgOpenInTheUsersEnvironment) {
  processes_->Expect(ProcessResult());
  EXPECT_THAT(Open(), IsOk());
  const ProcessRequest request = processes_->requests().at(0);
  EXPECT_THAT(request.argv, ElementsAre("xdg-open", "https://h/?a=b"));
  EXPECT_THAT(request.environment, ElementsAre(Pair("DISPLAY", ":0")));
  EXPECT_TRUE(request.discard_output);
}

TEST_F(BrowserTest, RunsTheFirstProgramThatThereIs) {
  HasNoProgram(2);
  processes_->Expect(ProcessResult());
  EXPECT_THAT(Open(), IsOk());
  EXPECT_EQ(processes_->requests().at(2).argv.at(0), "www-browser");
}

TEST_F(BrowserTest, SaysThatThereIsNone) {
  HasNoProgram(3);
  EXPECT_THAT(Open(), StatusIs(absl::StatusCode::kNotFound,
                               "exec: \"xdg-open,x-www-browser,www-browser\": executable file "
                               "not found in $PATH"));
}

TEST_F(BrowserTest, SaysHowAProgramFailed) {
  ProcessResult result;
  result.exit_code = 3;
  processes_->Expect(result);
  EXPECT_THAT(Open(), StatusIs(absl::StatusCode::kUnavailable, "exit status 3"));
  result.exit_code = 0;
  result.signal = 9;
  processes_->Expect(result);
  EXPECT_THAT(Open(), StatusIs(absl::StatusCode::kUnavailable, "signal: killed"));
}

TEST_F(BrowserTest, DoesNotTryAnotherProgramAfterOneThatCannotStart) {
  processes_->Expect(absl::UnavailableError("fork/exec xdg-open: permission denied"));
  EXPECT_THAT(Open(),
              StatusIs(absl::StatusCode::kUnavailable, "fork/exec xdg-open: permission denied"));
}

}  // namespace
}  // namespace azure::identity
