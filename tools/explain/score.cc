#include "tools/explain/score.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "mock_common/text/json_text.h"
#include "mock_common/text/read_file.h"
#include "tools/explain/explain.h"
#include "tools/explain/json.h"
#include "tools/explain/report.h"

namespace azmock::explain {
namespace {

using Json = nlohmann::json;

// Of objects in a list, the members that are expected.
bool Matches(const Json& expected, const Json& actual) {
  if (!expected.is_array() || !actual.is_array()) return expected == actual;
  return std::equal(expected.begin(), expected.end(), actual.begin(), actual.end(),
                    [](const Json& one, const Json& other) {
                      if (!one.is_object()) return one == other;
                      return std::all_of(
                          one.items().begin(), one.items().end(), [&other](const auto& member) {
                            return other.value(member.key(), Json()) == member.value();
                          });
                    });
}

void ScoreText(const std::string& name, const std::string& text, const Json& expected,
               Score& score) {
  ++score.texts;
  const Explanation explanation = Explain(text);
  const std::string json = AsJson(explanation);
  const std::string report = AsReport(explanation);
  const Json actual = mock::scenario::ParseJson(json);
  for (const auto& [field, value] : expected.items()) {
    if (field == "secrets") {
      for (const std::string secret : value) {
        if (absl::StrContains(json, secret) || absl::StrContains(report, secret)) {
          ++score.secrets_shown;
          score.misses.push_back(absl::StrCat(name, ": a secret is shown"));
        }
      }
      continue;
    }
    ++score.fields;
    const Json got = actual.value(field, Json());
    if (Matches(value, got)) {
      ++score.matched;
    } else {
      score.misses.push_back(absl::StrCat(name, " ", field, ": expected ",
                                          mock::scenario::JsonText(value), ", got ",
                                          mock::scenario::JsonText(got)));
    }
  }
}

}  // namespace

Score ScoreFolder(const std::string& folder) {
  Score score;
  std::error_code error;
  std::vector<std::filesystem::path> texts;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".txt") texts.push_back(entry.path());
  }
  std::sort(texts.begin(), texts.end());
  for (std::filesystem::path path : texts) {
    const auto text = mock::scenario::ReadFile(path.string());
    const auto expected = mock::scenario::ReadFile(path.replace_extension(".json").string());
    const Json fields = expected.ok() ? mock::scenario::ParseJson(*expected) : Json();
    if (!text.ok() || !fields.is_object()) {
      score.misses.push_back(absl::StrCat(path.string(), ": cannot be read"));
      continue;
    }
    ScoreText(path.stem().string(), *text, fields, score);
  }
  return score;
}

}  // namespace azmock::explain
