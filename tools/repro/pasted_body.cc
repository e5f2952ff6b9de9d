#include "tools/repro/pasted_body.h"

#include <re2/re2.h>

#include <cstddef>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "mock_common/text/json_text.h"
#include "tools/explain/find.h"

namespace azmock::repro {
namespace {

using explain::Piece;
using Json = nlohmann::ordered_json;

constexpr int kMostObjects = 64;
constexpr std::size_t kMostObjectBytes = std::size_t{64} << 10;

// Up to the brace that closes the first one; "" if none does.
absl::string_view Balanced(absl::string_view text) {
  int depth = 0;
  char quote = 0;
  const std::size_t limit = std::min(text.size(), kMostObjectBytes);
  for (std::size_t i = 0; i < limit; ++i) {
    const char c = text[i];
    if (quote != 0) {
      if (c == '\\') ++i;
      if (c == quote) quote = 0;
    } else if (c == '"') {
      quote = c;
    } else if (c == '{') {
      ++depth;
    } else if (c == '}' && --depth == 0) {
      return text.substr(0, i + 1);
    }
  }
  return "";
}

bool HasError(const Json& object) {
  return object.is_object() && (object.contains("error") || object.contains("odata.error") ||
                                (object.contains("code") && object.contains("message")));
}

// As Microsoft's services end lines in the texts of their answers.
std::string WithEscapedLineEnds(absl::string_view text) {
  std::string escaped;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"' && (i == 0 || text[i - 1] != '\\')) quoted = !quoted;
    if (quoted && text[i] == '\n') {
      escaped += "\\r\\n";
    } else {
      escaped += text[i];
    }
  }
  return escaped;
}

std::string Words(std::string text) {
  text = absl::StrReplaceAll(text, {{"\\r\\n", " "}, {"\\n", " "}, {"\\\"", "\""}});
  return std::string(absl::StripAsciiWhitespace(text));
}

}  // namespace

std::string EntraDescription(const explain::Explanation& paste) {
  if (paste.facts.aadsts.empty()) {
    static const RE2 kOther(R"re(error_description["']?\s*[:=]\s*["']?([^"'\n]+))re");
    return Words(explain::FindFirst(paste.text, kOther));
  }
  const RE2 words(
      absl::StrCat("AADSTS", paste.facts.aadsts[0],
                   R"re(:\s+((?s:.*?))(?:(?:\\r|\\n|\s)*\(?Trace ID|[^\\]"|\n\s*\n|\n\S|$))re"));
  return Words(explain::FindFirst(paste.text, words));
}

std::string ServiceDescription(const explain::Explanation& paste) {
  const std::string code = RE2::QuoteMeta(Piece(paste.facts.service_error_code));
  static const RE2 kMember(R"re((?i)"message"\s*:\s*"((?:[^"\\]|\\.)+)")re");
  static const RE2 kOfPython(R"re('message'\s*:\s*'((?:[^'\\]|\\.)+)')re");
  static const RE2 kXml(R"re(<Message>([^<\n]+))re");
  static const RE2 kNamed(R"re((?i)\bMessage\s*[:=]\s*"?([^"\n]+))re");
  const RE2 behind(absl::StrCat(R"re(\(?\b)re", code, R"re(\)?:?\s+([^"\n]+))re"));
  const std::string found =
      explain::FindBest(paste.text, {&kMember, &kOfPython, &kXml, &kNamed, &behind});
  if (!found.empty()) return Words(found);
  // Else the SDK's first words are the service's.
  static const RE2 kFirst(R"re((?:(?:Error|Exception|RestError)\s*:\s*)([^\n]+))re");
  return Words(explain::FindFirst(paste.text, kFirst));
}

std::string FindJson(absl::string_view text) {
  int tried = 0;
  for (std::size_t at = text.find('{'); at != absl::string_view::npos && tried < kMostObjects;
       at = text.find('{', at + 1), ++tried) {
    const std::string object(Balanced(text.substr(at)));
    if (object.empty()) continue;
    Json parsed = mock::scenario::ParseOrderedJson(object);
    if (parsed.is_discarded() && absl::StartsWith(object, "{'")) {
      parsed = mock::scenario::ParseOrderedJson(absl::StrReplaceAll(object, {{"'", "\""}}));
    }
    if (HasError(parsed)) return mock::scenario::JsonText(parsed);
  }
  return "";
}

std::string CompactJson(absl::string_view text) {
  Json parsed = mock::scenario::ParseOrderedJson(text);
  if (parsed.is_discarded()) parsed = mock::scenario::ParseOrderedJson(WithEscapedLineEnds(text));
  return parsed.is_discarded() ? "" : mock::scenario::JsonText(parsed);
}

std::string WithoutIndentation(absl::string_view text) {
  const std::size_t last_line = text.rfind('\n');
  if (last_line == absl::string_view::npos) return std::string(text);
  const absl::string_view last = text.substr(last_line + 1);
  const std::string indentation(last.substr(0, last.find_first_not_of('\t')));
  if (indentation.empty()) return std::string(text);
  return absl::StrReplaceAll(text, {{absl::StrCat("\n", indentation), "\n"}});
}

}  // namespace azmock::repro
