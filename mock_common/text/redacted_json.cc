#include "mock_common/text/redacted_json.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/match.h"
#include "mock_common/text/secrets.h"

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
  after = json.find_first_not_of(" \t\r\n", after);
  return after != absl::string_view::npos && json[after] == ':';
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

void Append(absl::string_view text, std::string& out) { out.append(text.data(), text.size()); }

}  // namespace

std::string RedactedJson(absl::string_view json, BodyOf of) {
  std::string redacted;
  redacted.reserve(json.size());
  absl::string_view name;
  for (std::size_t at = 0; at < json.size();) {
    const std::size_t text = std::min(json.find('"', at), json.size());
    Append(json.substr(at, text - at), redacted);
    if (text == json.size()) break;
    at = EndOfText(json, text);
    const absl::string_view quoted = json.substr(text, at - text);
    const absl::string_view content = quoted.substr(1, quoted.size() < 2 ? 0 : quoted.size() - 2);
    if (IsMemberName(json, at)) {
      name = content;
      Append(quoted, redacted);
    } else if (content.empty() || (IsShownName(name, of) && IsShownValue(content))) {
      Append(quoted, redacted);
    } else {
      Append(kRedactedText, redacted);
    }
  }
  return redacted;
}

}  // namespace mock::scenario
