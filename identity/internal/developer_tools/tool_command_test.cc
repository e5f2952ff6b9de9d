#include "identity/internal/developer_tools/tool_command.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/errors.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/fake_environment.h"
#include "identity/testing/fake_process_runner.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;
using ::testing::SizeIs;

constexpr char kLink[] =
    ". To troubleshoot, visit https://aka.ms/azsdk/go/identity/troubleshoot#azure-cli";

class ToolCommandTest : public ::testing::Test {
 protected:
  ToolCommandTest() {
    Seams seams;
    seams.clock = clock_;
    seams.environment =
        std::make_shared<FakeEnvironment>(std::map<std::string, std::string>{{"PATH", "/usr/bin"}});
    seams.processes = processes_;
    command_ = std::make_unique<ToolCommand>("AzureCLICredential", seams, nullptr);
  }

  absl::StatusOr<std::string> Run(const Context& ctx = Context::Background()) {
    return command_->Run(ctx, "az account");
  }
  absl::StatusOr<std::string> RunWith(ProcessResult result) {
    processes_->Expect(std::move(result));
    return Run();
  }

  const std::shared_ptr<FakeClock> clock_ = std::make_shared<FakeClock>();
  const std::shared_ptr<FakeProcessRunner> processes_ = std::make_shared<FakeProcessRunner>();
  std::unique_ptr<ToolCommand> command_;
};

TEST_F(ToolCommandTest, RunsAShellInBinWithTheWholeEnvironment) {
  EXPECT_THAT(RunWith({0, 0, "out", "warning"}), IsOkAndHolds("out"));
  const auto requests = processes_->requests();
  ASSERT_THAT(requests, SizeIs(1));
  EXPECT_THAT(requests[0].argv, ElementsAre("/bin/sh", "-c", "az account"));
  EXPECT_EQ(requests[0].working_directory, "/bin");
  EXPECT_THAT(requests[0].environment, ElementsAre(Pair("PATH", "/usr/bin")));
}

TEST_F(ToolCommandTest, HasTenSecondsUnlessTheCallerSaysHowLong) {
  const auto deadlines = std::make_shared<std::vector<absl::Time>>();
  const auto note = [deadlines](const Context& ctx, const ProcessRequest&) {
    deadlines->push_back(ctx.deadline());
    return ProcessResult{0, 0, "", ""};
  };
  processes_->Expect(note);
  processes_->Expect(note);
  EXPECT_THAT(Run(), IsOk());
  const absl::Time later = clock_->Now() + absl::Minutes(1);
  EXPECT_THAT(Run(Context::Background().WithDeadline(later)), IsOk());
  EXPECT_THAT(*deadlines, ElementsAre(clock_->Now() + absl::Seconds(10), later));
}

TEST_F(ToolCommandTest, AProgramThatIsNotThereIsUnavailable) {
  for (const ProcessResult& result :
       {ProcessResult{127, 0, "", "/bin/sh: 1: az: not found\n"},
        ProcessResult{1, 0, "", "'az' is not recognized as an internal or external command"}}) {
    const auto out = RunWith(result);
    EXPECT_THAT(out, StatusIs(absl::StatusCode::kFailedPrecondition,
                              "AzureCLICredential: executable not found on path"));
    EXPECT_TRUE(IsCredentialUnavailable(out.status()));
  }
}

TEST_F(ToolCommandTest, ShowsStandardErrorAndNeverStandardOutput) {
  EXPECT_THAT(RunWith({1, 0, "token", "\r\nERROR: a\r\n b\r\n"}),
              StatusIs(absl::StatusCode::kUnavailable,
                       std::string("AzureCLICredential: ERROR: a\r\n b") + kLink));
  EXPECT_THAT(RunWith({3, 0, "token", "\n"}),
              StatusIs(absl::StatusCode::kUnavailable,
                       std::string("AzureCLICredential: exit status 3") + kLink));
}

TEST_F(ToolCommandTest, AChildThatKeepsTheOutputOpenHidesNothing) {
  ProcessResult left{0, 0, "out", ""};
  left.output_left_open = true;
  EXPECT_THAT(RunWith(left), IsOkAndHolds("out"));
  left.out.clear();
  EXPECT_THAT(RunWith(left), StatusIs(absl::StatusCode::kUnavailable,
                                      std::string("AzureCLICredential: exec: WaitDelay expired "
                                                  "before I/O complete") +
                                          kLink));
  left.err = "ERROR: no\n";
  EXPECT_THAT(RunWith(left), StatusIs(absl::StatusCode::kUnavailable,
                                      std::string("AzureCLICredential: ERROR: no") + kLink));
  left.exit_code = 3;
  left.err.clear();
  EXPECT_THAT(RunWith(left), StatusIs(absl::StatusCode::kUnavailable,
                                      std::string("AzureCLICredential: exit status 3") + kLink));
}

TEST_F(ToolCommandTest, ShowsNoTokenOfStandardErrorEither) {
  EXPECT_THAT(
      RunWith({1, 0, "", R"(DEBUG: {"access_token": "not-a-real-token"})"}),
      StatusIs(absl::StatusCode::kUnavailable,
               std::string(R"(AzureCLICredential: DEBUG: {"access_token": "REDACTED"})") + kLink));
}

TEST_F(ToolCommandTest, TheEndOfTheContextIsTheCode) {
  Context cancelled = Context::Background().WithCancel();
  processes_->Expect([&](const Context&, const ProcessRequest&) {
    cancelled.Cancel();
    return ProcessResult{0, SIGKILL, "", ""};
  });
  EXPECT_THAT(Run(cancelled), StatusIs(absl::StatusCode::kCancelled,
                                       std::string("AzureCLICredential: signal: killed") + kLink));
  EXPECT_THAT(RunWith({0, SIGKILL, "", ""}),
              StatusIs(absl::StatusCode::kUnavailable,
                       std::string("AzureCLICredential: signal: killed") + kLink));
}

TEST_F(ToolCommandTest, WhatCannotBeRunFails) {
  processes_->Expect(absl::ResourceExhaustedError("more than 4 MiB"));
  EXPECT_THAT(Run(), StatusIs(absl::StatusCode::kResourceExhausted,
                              std::string("AzureCLICredential: more than 4 MiB") + kLink));
}

TEST(UnavailableInDefaultChainTest, KeepsTheText) {
  const absl::Status status = UnavailableInDefaultChain(absl::InvalidArgumentError("oops"));
  EXPECT_EQ(status.message(), "oops");
  EXPECT_TRUE(IsCredentialUnavailable(status));
  EXPECT_THAT(UnavailableInDefaultChain(absl::OkStatus()), IsOk());
}

TEST_F(ToolCommandTest, ShowsTheBeginningOfWhatIsLong) {
  const auto out = RunWith({1, 0, "", std::string(100'000, 'x')});
  EXPECT_THAT(out, StatusIs(absl::StatusCode::kUnavailable,
                            absl::StrCat("AzureCLICredential: ", std::string(4096, 'x'),
                                         "\n… [4096 of 100000 bytes]", kLink)));
}

}  // namespace
}  // namespace azure::identity::internal
