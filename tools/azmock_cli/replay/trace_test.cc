#include "tools/azmock_cli/replay/trace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "mock_common/text/read_file.h"
#include "mock_server/scenario/scenario_files.h"
#include "tools/azmock_cli/replay/replay.h"

namespace azmock {
namespace {

std::string TraceOf(const std::string& id) {
  const auto scenario = FindScenario(id);
  if (!scenario.ok()) return std::string(scenario.status().message());
  const auto replay = RunReplay(*scenario);
  return replay.ok() ? TraceText(*replay) : std::string(replay.status().message());
}

class TraceTest : public testing::TestWithParam<const char*> {};

TEST_P(TraceTest, IsAsRecorded) {
  const std::string id = GetParam();
  const auto golden =
      mock::scenario::ReadFile(absl::StrCat("tools/azmock_cli/replay/testdata/", id, ".trace.txt"));
  ASSERT_TRUE(golden.ok()) << golden.status();
  const std::string trace = TraceOf(id);
  EXPECT_EQ(trace, *golden);
  EXPECT_EQ(trace, TraceOf(id)) << "twice the same";
  for (const absl::string_view line : absl::StrSplit(trace, '\n')) EXPECT_LE(line.size(), 100u);
}

// A check that failed; a scenario's rule and time that passed.
INSTANTIATE_TEST_SUITE_P(Scenarios, TraceTest,
                         testing::Values("client-secret-invalid", "throttled-then-success"));

}  // namespace
}  // namespace azmock
