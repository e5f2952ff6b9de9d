// A text says the same however it came here: each text of testdata, wrapped in each way.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "mock_common/text/read_file.h"
#include "tools/explain/explain.h"
#include "tools/explain/json.h"

namespace azmock::explain {
namespace {

using Json = nlohmann::json;

std::string EachLine(absl::string_view text, absl::string_view before, absl::string_view after) {
  std::vector<std::string> lines;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    lines.push_back(absl::StrCat(before, line, after));
  }
  return absl::StrJoin(lines, "\n");
}

std::string InJson(const std::string& text) {
  return Json{{"level", "error"}, {"error", text}}.dump(-1, ' ', false,
                                                        Json::error_handler_t::replace);
}

std::vector<std::pair<std::string, std::string>> Wrapped(const std::string& text) {
  return {
      {"CRLF", EachLine(text, "", "\r")},
      {"markdown", EachLine(text, "> > ", "")},
      {"colours", EachLine(text, "\x1b[31m", "\x1b[0m")},
      {"Kubernetes", EachLine(text, "2026-02-03T04:05:06.123456789Z stderr F ", "")},
      {"Compose", EachLine(text, "api-1  | 2026-02-03T04:05:06Z ", "")},
      {"a fence", absl::StrCat("```\n", text, "\n```\n")},
      {"JSON", InJson(text)},
      {"JSON twice", InJson(InJson(text))},
      {"HTML",
       absl::StrReplaceAll(text, {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}})},
      {"a chat", absl::StrReplaceAll(text, {{" ", "\u00a0"}})},
  };
}

TEST(WrappingTest, ATextSaysTheSameHoweverItCameHere) {
  int texts = 0;
  for (const auto& entry : std::filesystem::directory_iterator("tools/explain/testdata")) {
    if (entry.path().extension() != ".txt") continue;
    const auto text = mock::scenario::ReadFile(entry.path().string());
    ASSERT_TRUE(text.ok()) << text.status();
    ++texts;
    const Json plain = Json::parse(AsJson(Explain(*text)));
    for (const auto& [way, wrapped] : Wrapped(*text)) {
      const Json json = Json::parse(AsJson(Explain(wrapped)));
      for (const char* field :
           {"sdk", "credential", "furthest", "http_method", "url", "host_kind", "status",
            "oauth_error", "suberror", "aadsts", "correlation_id", "trace_id", "timestamp",
            "service_error_code", "guide", "masked", "rule"}) {
        EXPECT_EQ(json[field], plain[field]) << entry.path() << " in " << way << ": " << field;
      }
    }
  }
  EXPECT_GE(texts, 240);
}

}  // namespace
}  // namespace azmock::explain
