#include "mock_imds/fake_tools/developer_tools.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "mock_imds/fake_tools/testing.h"

namespace mock::imds {
namespace {

using scenario::DeveloperTool;
using testing::ElementsAre;
using testing::HasSubstr;

DeveloperToolList Tools(const std::vector<std::string>& texts) {
  DeveloperToolList tools;
  for (const std::string& text : texts) {
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, tools.Add())) << text;
  }
  return tools;
}

class DeveloperToolsTest : public testing::Test {
 protected:
  DeveloperToolsOptions Options() {
    DeveloperToolsOptions options;
    options.clock = &clock_;
    options.issue = [this](const ToolTokenOrder& order) -> ToolTokenAnswer {
      signed_in_for = clock_.Now() - order.signed_in;
      if (!refusal.description.empty()) return refusal;
      return ToolToken{"token", clock_.Now()};
    };
    options.record = [this](const ToolRecord& run) {
      records.push_back(run.command + ": " + std::to_string(run.exit_code) + " " + run.answered_by);
      last = run;
    };
    return options;
  }

  ToolOutcome Run(const std::string& name) {
    return tools_.Run({{name, "account", "get-access-token"}, "/bin", {}});
  }

  VirtualClock clock_{VirtualClock::Mode::kFrozen, absl::FromUnixSeconds(1768478400)};
  absl::Duration signed_in_for;
  std::vector<std::string> records;
  ToolRecord last;
  ToolTokenError refusal;  // if it has a description
  DeveloperTools tools_{Options()};
};

TEST_F(DeveloperToolsTest, AToolThatIsNotThereIsNotFound) {
  const auto outcome = Run("az");
  EXPECT_EQ(outcome.exit_code, 127);
  EXPECT_EQ(outcome.err, "/bin/sh: 1: az: not found\n");
  EXPECT_EQ(tools_.Run({}).exit_code, 127);
  EXPECT_THAT(records, ElementsAre());
}

TEST_F(DeveloperToolsTest, OneThatMayNotBeRunDoesNotRun) {
  tools_.Merge(Tools({"kind: AZ not_executable: true"}));
  EXPECT_EQ(Run("az").exit_code, 127);
  EXPECT_EQ(Run("az").err, "/bin/sh: 1: az: Permission denied\n");
  EXPECT_THAT(records, ElementsAre());
}

TEST_F(DeveloperToolsTest, ItComputesAndIsRecorded) {
  tools_.Merge(Tools({"kind: AZ account: 'ada'"}));
  clock_.Advance(absl::Hours(2));
  EXPECT_THAT(Run("/opt/tools/az").out, HasSubstr("\"accessToken\": \"token\""));
  EXPECT_EQ(signed_in_for, absl::Hours(2));
  EXPECT_THAT(records, ElementsAre("az account get-access-token: 0 computed"));
}

TEST_F(DeveloperToolsTest, ARunThatFailsSaysWhy) {
  tools_.Merge(Tools({"kind: AZ", "kind: AZD", "kind: PWSH version: '3.0.0'"}));
  Run("az");
  EXPECT_EQ(last.remarks.reason, "nobody is signed in to the tool");
  Run("azd");
  EXPECT_EQ(last.remarks.reason, "the command line is none that the tool takes");
  Run("pwsh");
  EXPECT_EQ(last.remarks.reason, "the command line is none that the tool takes");
  tools_.Merge(Tools({"kind: AZ account: 'ada'", "kind: AZD account: 'ada'"}));
  refusal = {"invalid_grant", "AADSTS50076: Due to …", {}};
  refusal.remarks.aadsts = {50076};
  refusal.remarks.reason = "a Conditional Access policy wants a second factor";
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"az", "account", "get-access-token"},
        std::vector<std::string>{"azd", "auth", "token"}}) {
    tools_.Run({command, "/bin", {}});
    EXPECT_THAT(last.remarks.aadsts, ElementsAre(50076)) << command[0];
    EXPECT_EQ(last.remarks.reason, refusal.remarks.reason);
  }
}

TEST_F(DeveloperToolsTest, WhatAScenarioSaysHasNoReasonOfItsOwn) {
  tools_.Merge(Tools({"kind: AZ runs { err: 'b' exit_code: 3 delay: '300ms' }"}));
  Run("az");
  EXPECT_EQ(last.answered_by, "run 0");
  EXPECT_EQ(last.remarks.reason, "");
  EXPECT_EQ(last.duration, absl::Milliseconds(300));
}

TEST_F(DeveloperToolsTest, RunsComeInOrderAndTheLastStays) {
  tools_.Merge(
      Tools({"kind: AZ account: 'ada' "
             "runs { out: 'a' err: 'b' exit_code: 3 delay: '300ms' } "
             "runs { passes: true delay: '1s' } "
             "runs { endless_output: true } runs { child_keeps_output_open: true }"}));
  const auto first = Run("az");
  EXPECT_EQ(first.out + first.err, "ab");
  EXPECT_EQ(first.exit_code, 3);
  EXPECT_EQ(first.delay, absl::Milliseconds(300));
  const auto second = Run("az");
  EXPECT_THAT(second.out, HasSubstr("accessToken"));
  EXPECT_EQ(second.delay, absl::Seconds(1));
  EXPECT_TRUE(Run("az").endless_output);
  EXPECT_TRUE(Run("az").child_keeps_output_open);
  EXPECT_TRUE(Run("az").child_keeps_output_open);
  EXPECT_THAT(
      records,
      ElementsAre("az account get-access-token: 3 run 0", "az account get-access-token: 0 computed",
                  "az account get-access-token: 0 run 2", "az account get-access-token: 0 run 3",
                  "az account get-access-token: 0 run 3"));
}

TEST_F(DeveloperToolsTest, OneOfTheSameKindReplaces) {
  tools_.Merge(Tools({"kind: AZ runs { exit_code: 1 } runs { exit_code: 2 }", "kind: AZD"}));
  EXPECT_EQ(Run("az").exit_code, 1);
  tools_.Merge(Tools({"kind: AZ runs { exit_code: 1 } runs { exit_code: 2 }"}));
  EXPECT_EQ(Run("az").exit_code, 1) << "what is added begins";
  tools_.Reduce(Tools({"kind: AZ runs { exit_code: 1 } runs { exit_code: 2 }"}));
  EXPECT_EQ(Run("az").exit_code, 2) << "what is left goes on";
  EXPECT_EQ(Run("azd").exit_code, 127);
  tools_.BeginAgain({"other"});
  EXPECT_EQ(Run("az").exit_code, 2);
  tools_.Merge(Tools({"kind: AZ tenant_id: 'T' runs { exit_code: 1 } runs { exit_code: 2 }"}));
  Run("az");
  tools_.BeginAgain({"t"});
  EXPECT_EQ(Run("az").exit_code, 1);
  tools_.Merge(Tools({"kind: AZ runs { exit_code: 7 }"}));
  EXPECT_EQ(Run("az").exit_code, 7);
  EXPECT_EQ(tools_.tools().size(), 1);
  tools_.Replace(Tools({"kind: PWSH"}));
  EXPECT_EQ(Run("az").exit_code, 127);
  EXPECT_EQ(tools_.tools().Get(0).kind(), DeveloperTool::PWSH);
}

}  // namespace
}  // namespace mock::imds
