#include "tools/explain/score.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "absl/strings/str_join.h"
#include "mock_common/text/read_file.h"

namespace azmock::explain {
namespace {

TEST(ScoreTest, TextsOfAllSdksAreUnderstoodAndNoSecretIsShown) {
  const Score score = ScoreFolder("tools/explain/testdata");
  EXPECT_GE(score.texts, 240);
  EXPECT_GE(score.share(), 0.98) << absl::StrJoin(score.misses, "\n");
  EXPECT_EQ(score.secrets_shown, 0) << absl::StrJoin(score.misses, "\n");
}

TEST(ScoreTest, EachSdkAndToolHasFiveTexts) {
  std::map<std::string, int> texts;
  for (const auto& entry : std::filesystem::directory_iterator("tools/explain/testdata")) {
    if (entry.path().extension() != ".json") continue;
    const auto fields = mock::scenario::ReadFile(entry.path().string());
    ASSERT_TRUE(fields.ok()) << fields.status();
    const auto expected = nlohmann::json::parse(*fields);
    if (expected.contains("sdk") && expected["sdk"].is_string()) {
      ++texts[expected["sdk"].get<std::string>()];
    }
    // The library or service that a text is of stands at the beginning of its name.
    const std::string name = entry.path().stem().string();
    ++texts[name.substr(0, name.find('-'))];
  }
  for (const char* kind :
       {"go",    "net",  "python", "java",      "js",  "cpp", "rust", "az", "azd",     "powershell",
        "other", "msal", "adal",   "terraform", "k8s", "sql", "arm",  "kv", "storage", "graph"}) {
    EXPECT_GE(texts[kind], 5) << kind;
  }
}

TEST(ScoreTest, AFolderThatIsNotThereHasNoTexts) {
  EXPECT_EQ(ScoreFolder("tools/explain/nowhere").texts, 0);
  EXPECT_EQ(Score().share(), 0);
}

}  // namespace
}  // namespace azmock::explain
