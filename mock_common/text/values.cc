#include "mock_common/text/values.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace mock::scenario {
namespace {

// RFC 9110, section 5.6.2.
bool IsTokenChar(unsigned char c) {
  return absl::ascii_isalnum(c) || absl::StrContains("!#$%&'*+-.^_`|~", static_cast<char>(c));
}

}  // namespace

bool IsInstant(absl::Time time) {
  const absl::Time end = absl::FromCivil(absl::CivilYear(10'000), absl::UTCTimeZone());
  return time >= absl::UnixEpoch() && time < end;
}

std::optional<absl::Duration> ParseDurationText(absl::string_view text) {
  absl::Duration duration;
  if (!absl::ParseDuration(std::string(text), &duration) || duration < absl::ZeroDuration() ||
      duration == absl::InfiniteDuration()) {
    return std::nullopt;
  }
  return duration;
}

std::optional<absl::Duration> ParseOffsetText(absl::string_view text) {
  if (!absl::ConsumePrefix(&text, "-")) return ParseDurationText(text);
  const auto duration = ParseDurationText(text);
  return duration ? std::optional<absl::Duration>(-*duration) : std::nullopt;
}

std::optional<absl::Duration> ParseOffsetTextOr(absl::string_view text, absl::Duration otherwise) {
  return text.empty() ? otherwise : ParseOffsetText(text);
}

std::optional<absl::Time> ParseInstantText(absl::string_view text) {
  absl::Time time;
  if (!absl::ParseTime(absl::RFC3339_full, std::string(text), &time, nullptr) || !IsInstant(time)) {
    return std::nullopt;
  }
  return time;
}

std::string Quoted(absl::string_view text) {
  return absl::StrCat("\"", absl::Utf8SafeCEscape(text), "\"");
}

bool HasSpaceOrControl(absl::string_view text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) {
    return absl::ascii_isspace(c) || absl::ascii_iscntrl(c);
  });
}

std::string CheckDuration(absl::string_view text) {
  if (ParseDurationText(text)) return "";
  return absl::StrCat(Quoted(text), " is not a duration; write \"5s\", \"300ms\" or \"1h\"");
}

std::string CheckInstant(absl::string_view text) {
  if (ParseInstantText(text)) return "";
  absl::Time time;
  if (absl::ParseTime(absl::RFC3339_full, std::string(text), &time, nullptr)) {
    return absl::StrCat(Quoted(text), " is not between the years 1970 and 9999");
  }
  return absl::StrCat(Quoted(text), " is not an instant; write \"2026-01-31T00:00:00Z\"");
}

std::string CheckKebabCase(absl::string_view text) {
  for (const absl::string_view word : absl::StrSplit(text, '-')) {
    const bool plain = std::all_of(word.begin(), word.end(), [](unsigned char c) {
      return absl::ascii_islower(c) || absl::ascii_isdigit(c);
    });
    if (word.empty() || !plain) {
      return absl::StrCat(Quoted(text),
                          " is not kebab-case; write lower-case words and digits with single "
                          "hyphens between, such as \"client-secret-invalid\"");
    }
  }
  return "";
}

std::string CheckFileMode(absl::string_view text) {
  const bool octal =
      std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '7'; });
  if (octal && (text.size() == 3 || (text.size() == 4 && text[0] == '0'))) return "";
  return absl::StrCat(Quoted(text), " is not a file's mode; write octal digits such as \"0640\"");
}

std::string CheckHeaderName(absl::string_view name) {
  if (!name.empty() && std::all_of(name.begin(), name.end(), IsTokenChar)) return "";
  return absl::StrCat(Quoted(name), " is not a header name");
}

std::string CheckHeaderValue(absl::string_view value) {
  const bool plain = std::none_of(value.begin(), value.end(), [](unsigned char c) {
    return absl::ascii_iscntrl(c) && c != '\t';
  });
  return plain ? "" : "has a control character, which a header can't carry";
}

}  // namespace mock::scenario
