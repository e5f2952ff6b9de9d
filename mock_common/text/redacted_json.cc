#include "mock_common/text/redacted_json.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/match.h"
#include "mock_common/text/secrets.h"
#include "mock_common/text/text_buffer.h"

namespace mock::scenario {
namespace {

constexpr absl::string_view kRedactedText = "\"<redacted>\"";

// Where the text that begins at `begin` with a quote ends, its quote included.
std::size_t EndOfText(absl::string_view json, std::size_t begin) {
  std::size_t end = json.find('"', begin + 1);
  for (std::size_t i = begin + 1; end != absl::string_view::npos;) {
    const std::size_t escape = json.substr(0, end).find('\\', i);
    if (escape == absl::string_view::npos) return end + 1;
    i = escape + 2;
    if (i > end) end = json.find('"', i);
  }
  return json.size();
}

bool IsMemberName(absl::string_view json, std::size_t after) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (after < json.size() && is_blank(json[after])) ++after;
  return after < json.size() && json[after] == ':';
}

bool IsShownName(absl::string_view name, BodyOf of) {
  // Of a refusal it is the error's: codes to sign in with are in what is granted.
  if (of == BodyOf::kRefusal) return name == "code" || !IsSecretName(name);
  return IsPublicParameter(name);
}

// As it is written: an escaped "=" counts, too.
bool IsShownValue(absl::string_view value) {
  return !HidesSecret(value) && !absl::StrContains(value, "\\u003d") &&
         !absl::StrContains(value, "\\u003D");
}

}  // namespace

std::string RedactedJson(absl::string_view json, BodyOf of) {
  TextBuffer redacted;
  absl::string_view name;
  for (std::size_t at = 0; at < json.size();) {
    const std::size_t text = std::min(json.find('"', at), json.size());
    redacted.Append(json.substr(at, text - at));
    if (text == json.size()) break;
    at = EndOfText(json, text);
    const absl::string_view quoted = json.substr(text, at - text);
    const absl::string_view content = quoted.substr(1, quoted.size() < 2 ? 0 : quoted.size() - 2);
    if (IsMemberName(json, at)) {
      name = content;
      redacted.Append(quoted);
    } else if (content.empty() || (IsShownName(name, of) && IsShownValue(content))) {
      redacted.Append(quoted);
    } else {
      redacted.Append(kRedactedText);
    }
  }
  return std::string(redacted.view());
}

}  // namespace mock::scenario
