// Every scenario file in the repository, and the example in the README, loads.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "mock_common/text/read_file.h"
#include "mock_server/scenario/library.h"
#include "mock_server/scenario/loader.h"

namespace mock::scenario {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

// The parts of a Markdown text between "```textproto" and "```".
std::vector<std::string> ExamplesIn(const std::string& markdown) {
  constexpr absl::string_view kOpen = "```textproto\n";
  std::vector<std::string> examples;
  for (auto at = markdown.find(kOpen.data()); at != std::string::npos;
       at = markdown.find(kOpen.data(), at)) {
    at += kOpen.size();
    examples.push_back(markdown.substr(at, markdown.find("```", at) - at));
  }
  return examples;
}

TEST(ScenarioLintTest, EveryScenarioOfEntraIsSound) {
  const auto library = Library::LoadDirectory("mock_entra/scenarios");
  ASSERT_TRUE(library.ok()) << library.status().message();
  EXPECT_THAT(library->All(), Not(IsEmpty()));
}

TEST(ScenarioLintTest, TheExamplesInTheReadmeAreSound) {
  const auto readme = ReadFile("mock_server/scenario/README.md");
  ASSERT_TRUE(readme.ok()) << readme.status();
  const std::vector<std::string> examples = ExamplesIn(*readme);
  EXPECT_THAT(examples, Not(IsEmpty()));
  for (const std::string& example : examples) {
    const auto scenario = ParseScenario(example, "README.md");
    EXPECT_TRUE(scenario.ok()) << scenario.status().message() << "\n" << example;
  }
}

}  // namespace
}  // namespace mock::scenario
