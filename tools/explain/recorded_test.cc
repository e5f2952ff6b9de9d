// The texts that were recorded from azidentity, beside the scenarios of the fakes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "mock_common/text/read_file.h"
#include "tools/explain/explain.h"

namespace azmock::explain {
namespace {

constexpr absl::string_view kSuffix = ".error.txt";

std::map<std::string, std::string> RecordedTexts() {
  std::map<std::string, std::string> texts;
  for (const char* folder : {"mock_entra/scenarios", "mock_imds/scenarios"}) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      const std::string name = entry.path().filename().string();
      const auto text = mock::scenario::ReadFile(entry.path().string());
      if (!absl::EndsWith(name, kSuffix) || !text.ok()) continue;
      texts.emplace(absl::StripSuffix(name, kSuffix), *text);
    }
  }
  return texts;
}

// No rule is right for these: after the credential's name stands what the application's own
// function said, or what somebody wrote into the address of a redirect.
const std::set<std::string>& Exceptions() {
  static const auto& exceptions = *new std::set<std::string>{
      "assertion-callback-fails",          "browser-error-escaped",
      "browser-error-without-description", "device-code-prompt-fails",
      "on-behalf-of-callback-fails",
  };
  return exceptions;
}

TEST(RecordedTest, TextsOfAzidentityAreExplained) {
  const std::map<std::string, std::string> texts = RecordedTexts();
  ASSERT_GE(texts.size(), 800U);
  std::vector<std::string> unexplained;
  for (const auto& [name, text] : texts) {
    const bool explained = !Explain(text).rule.id.empty();
    if (!explained && Exceptions().count(name) == 0) unexplained.push_back(name);
    EXPECT_FALSE(explained && Exceptions().count(name) > 0) << name << " is no exception any more";
  }
  // New scenarios may come before their rules.
  const std::size_t most = texts.size() * 3 / 100 - Exceptions().size();
  EXPECT_LE(unexplained.size(), most) << absl::StrJoin(unexplained, "\n");
}

}  // namespace
}  // namespace azmock::explain
