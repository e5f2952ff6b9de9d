#include "mock_imds/fake_tools/run_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mock::imds {
namespace {

TEST(RunJsonTest, AnInvocationComesThrough) {
  const ToolInvocation invocation{{"az", "a b", "\xC3\xA4"}, "/bin", {{"TZ", "UTC"}}};
  const std::string json = ToJson(invocation);
  EXPECT_EQ(json, R"({"argv":["az","a b","ä"],"cwd":"/bin","environment":{"TZ":"UTC"}})");
  const auto back = InvocationFromJson(json);
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_EQ(back->argv, invocation.argv);
  EXPECT_EQ(back->working_directory, "/bin");
  EXPECT_EQ(back->environment, invocation.environment);
  EXPECT_TRUE(InvocationFromJson(R"({"argv":["az"]})").ok());
}

TEST(RunJsonTest, AnOutcomeComesThrough) {
  ToolOutcome outcome;
  outcome.out = "o\n";
  outcome.err = "e";
  outcome.exit_code = 3;
  outcome.delay = absl::Milliseconds(300);
  outcome.endless_output = true;
  outcome.child_keeps_output_open = true;
  const std::string json = ToJson(outcome);
  EXPECT_EQ(json, R"({"out":"o\n","err":"e","exit_code":3,"delay":"300ms",)"
                  R"("endless_output":true,"child_keeps_output_open":true})");
  const auto back = OutcomeFromJson(json);
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_EQ(ToJson(*back), json);
  EXPECT_EQ(ToJson(*OutcomeFromJson(ToJson(ToolOutcome()))), ToJson(ToolOutcome()));
}

TEST(RunJsonTest, WhatIsWrongIsNamed) {
  const auto error = [](const std::string& json) {
    return std::string(InvocationFromJson(json).status().message());
  };
  EXPECT_EQ(error("["), "the body is no JSON object");
  EXPECT_EQ(error("{}"), "argv: must be an array of texts, the tool first");
  EXPECT_EQ(error(R"({"argv":[]})"), "argv: must be an array of texts, the tool first");
  EXPECT_EQ(error(R"({"argv":[1]})"), "argv: must be an array of texts, the tool first");
  EXPECT_EQ(error(R"({"argv":["az"],"cwd":1})"), "cwd: is not of the type string");
  EXPECT_EQ(error(R"({"argv":["az"],"environment":[]})"),
            "environment: must be an object of texts");
  EXPECT_EQ(std::string(OutcomeFromJson(R"({"exit_code":"1"})").status().message()),
            "exit_code: is not of the type number");
}

}  // namespace
}  // namespace mock::imds
