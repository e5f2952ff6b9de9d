// Holds azmock repro to its shares, over the texts that azmock explain is tested with and over what
// azidentity said in the library's scenarios, with other people's IDs.
#include "tools/repro/score.h"

#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "mock_server/scenario/scenario_files.h"

namespace azmock::repro {
namespace {

TEST(ScoreTest, PastedErrors) {
  const auto score = ScoreFolder("tools/explain/testdata");
  ASSERT_TRUE(score.ok()) << score.status();
  const std::string misses = absl::StrJoin(score->misses, "\n");
  EXPECT_GE(score->azidentity.texts, 30);
  EXPECT_GE(score->azidentity.value(), 0.85) << misses;
  EXPECT_GE(score->others.texts, 80);
  EXPECT_GE(score->others.value(), 0.85) << misses;
  EXPECT_EQ(score->not_fixed, 0) << misses;
}

TEST(ScoreTest, TextsOfScenariosWithOtherIds) {
  const auto goldens = ReadAllBesideScenarios(".error.txt");
  const std::filesystem::path folder = std::filesystem::path(::testing::TempDir()) / "pastes";
  std::filesystem::create_directories(folder);
  int count = 0;
  for (const auto& [id, text] : goldens) {
    if (++count % 16 != 0) continue;  // an even sample, which takes seconds
    std::ofstream(folder / (id + ".txt"), std::ios::binary)
        << "ERROR: " << absl::StrReplaceAll(text, {{"-4000-", "-4abc-"}, {"2026-01", "2027-03"}});
  }
  const auto score = ScoreFolder(folder.string());
  ASSERT_TRUE(score.ok()) << score.status();
  EXPECT_GE(score->azidentity.texts, 40);
  EXPECT_GE(score->azidentity.value(), 0.97) << absl::StrJoin(score->misses, "\n");
}

}  // namespace
}  // namespace azmock::repro
