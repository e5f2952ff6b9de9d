#include "tools/explain/unwrap.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

namespace azmock::explain {
namespace {

// A log within a log within a log: nobody pastes more.
constexpr int kDeepestEscapes = 4;
// Terminals are not narrower, and longer lines are no terminal's.
constexpr std::size_t kNarrowestScreen = 60;
constexpr std::size_t kWidestScreen = 320;

std::string WithoutColours(absl::string_view text) {
  std::string plain(text);
  if (absl::StrContains(plain, "\x1b")) {
    static const RE2 kEscape("\x1b(?:\\[[0-9;?]*[A-Za-z]|\\][^\x07\x1b]*(?:\x07|\x1b\\\\)?)");
    RE2::GlobalReplace(&plain, kEscape, "");
  }
  plain.erase(
      std::remove_if(plain.begin(), plain.end(), [](char c) { return c == '\r' || c == '\0'; }),
      plain.end());
  return plain;
}

// What chats and word processors put in place of ASCII's space and quotes.
void DecodeTypography(std::string& text) {
  static const std::vector<std::pair<absl::string_view, absl::string_view>> kTypography = {
      {"\u00a0", " "},  {"\u202f", " "},  {"\u200b", ""},  {"\ufeff", ""},
      {"\u201c", "\""}, {"\u201d", "\""}, {"\u2018", "'"}, {"\u2019", "'"}};
  if (absl::StrContains(text, "\xe2\x80") || absl::StrContains(text, "\xc2\xa0") ||
      absl::StrContains(text, "\xef\xbb\xbf")) {
    absl::StrReplaceAll(kTypography, &text);
  }
}

void DecodeEntities(std::string& text) {
  static const std::vector<std::pair<absl::string_view, absl::string_view>> kEntities = {
      {"&quot;", "\""}, {"&#34;", "\""},  {"&#x22;", "\""},     {"&apos;", "'"}, {"&#39;", "'"},
      {"&#x27;", "'"},  {"&#xa0;", " "},  {"&#160;", " "},      {"&lt;", "<"},   {"&gt;", ">"},
      {"&nbsp;", " "},  {"&#x2F;", "/"},  {"&#xD;&#xA;", "\n"}, {"&#xA;", "\n"}, {"<br>", "\n"},
      {"<br/>", "\n"},  {"<br />", "\n"}, {"&amp;", "&"}};
  // Twice, for "&amp;quot;".
  for (int i = 0; i < 2 && absl::StrContains(text, "&"); ++i) {
    if (absl::StrReplaceAll(kEntities, &text) == 0) return;
  }
}

// What stands before a line, and says only where it was seen.
absl::string_view WithoutPrefix(absl::string_view line) {
  static const RE2 kQuote(R"((?:[ \t]*(?:&gt;|>)[ ]?)+|[ ]*[│╷╵][ ]?|[ ]*\|[ ]{1,3})");
  // A time, then perhaps a stream and a level: Kubernetes, Docker, GitHub, Azure Pipelines.
  static const RE2 kTime(
      R"([ \t]*\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?\]?[ ]?(?:std(?:out|err) [FP] )?(?:##\[error\])?)");
  static const RE2 kContainer(R"([a-z0-9][a-z0-9_.-]{0,60}[ ]{1,20}\| )");
  static const RE2 kLevel(
      R"([ ]*(?:\[?(?:ERROR|WARN|WARNING|INFO|DEBUG|FATAL)\]?|\[(?:Error|Warning|Information)\])[ ]{1,2}(?:\[[^\]\n]{1,60}\] ?)?|##\[error\])");
  constexpr int kMostPrefixes = 3;
  re2::StringPiece rest(line.data(), line.size());
  // A box or a gutter may be quoted.
  if (RE2::Consume(&rest, kQuote)) RE2::Consume(&rest, kQuote);
  // A log that another log collected has the prefix of each.
  for (int i = 0; i < kMostPrefixes; ++i) {
    bool found = false;
    if (RE2::Consume(&rest, kContainer)) found = true;
    if (RE2::Consume(&rest, kTime)) {
      found = true;
      RE2::Consume(&rest, kLevel);
    }
    if (!found) break;
    RE2::Consume(&rest, kQuote);
  }
  return {rest.data(), rest.size()};
}

bool IsRule(absl::string_view line) {
  return line.find_first_not_of("-=─ \t") == absl::string_view::npos;
}

// The longest line ends, and the next begins, in the middle of a word.
bool BreaksAWord(const std::vector<absl::string_view>& lines, std::size_t width) {
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (lines[i].size() != width) continue;
    return !lines[i + 1].empty() && absl::ascii_isalnum(lines[i].back()) &&
           (absl::ascii_islower(lines[i + 1][0]) || absl::ascii_isdigit(lines[i + 1][0]));
  }
  return false;
}

// The width of a screen whose first line has got longer: a log's member of JSON begins there. 0 if
// it was not so.
std::size_t WidthBelowFirst(const std::vector<absl::string_view>& lines) {
  std::size_t widest = 0;
  std::size_t full = 0;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (IsRule(lines[i]) || lines[i].size() < widest) continue;
    full = lines[i].size() > widest ? 1 : full + 1;
    widest = lines[i].size();
  }
  const bool screen = widest >= kNarrowestScreen && widest <= kWidestScreen;
  return screen && full >= 3 && lines[0].size() > widest ? widest : 0;
}

// The width at which a screen broke lines in the middle of words; 0 if none did.
std::size_t ScreenWidth(const std::vector<absl::string_view>& lines) {
  std::size_t widest = 0;
  std::size_t full = 0;
  for (absl::string_view line : lines) {
    if (IsRule(line)) continue;
    if (line.size() > widest) {
      widest = line.size();
      full = 0;
    }
    if (line.size() == widest) ++full;
  }
  if (const std::size_t inner = WidthBelowFirst(lines); inner != 0 && full < 2) return inner;
  if (widest < kNarrowestScreen || widest > kWidestScreen) return 0;
  // One line is always the longest; that two are by chance happens in no text with this layout.
  if (full >= 2) return widest;
  constexpr std::size_t kUsual[] = {80, 100, 120, 132, 160};
  const bool usual = std::find(std::begin(kUsual), std::end(kUsual), widest) != std::end(kUsual);
  return usual && BreaksAWord(lines, widest) ? widest : 0;
}

std::string Joined(const std::vector<absl::string_view>& lines) {
  const std::size_t width = ScreenWidth(lines);
  std::string text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const absl::string_view line = lines[i];
    text.append(line.data(), line.size());
    const bool full = line.size() == width || (i == 0 && line.size() > width);
    if (width == 0 || !full || IsRule(line)) text += '\n';
  }
  if (!text.empty()) text.pop_back();
  return text;
}

// Lines of a log that a screen has broken: each begins with a prefix, what was broken off has none.
std::string JoinedOfLog(const std::vector<absl::string_view>& lines) {
  const auto has_prefix = [](absl::string_view line) { return WithoutPrefix(line) != line; };
  if (lines.size() < 2 || !has_prefix(lines[0])) return absl::StrJoin(lines, "\n");
  std::size_t width = 0;
  for (absl::string_view line : lines) width = std::max(width, line.size());
  std::string text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    absl::StrAppend(&text, lines[i]);
    if (i + 1 == lines.size()) break;
    const bool broken = lines[i].size() == width && width >= kNarrowestScreen &&
                        width <= kWidestScreen && !has_prefix(lines[i + 1]) &&
                        !IsRule(WithoutPrefix(lines[i]));
    if (!broken) text += '\n';
  }
  return text;
}

// The prefixes of lines and the breaks of a screen off.
std::string WithoutDecoration(const std::string& text) {
  std::vector<absl::string_view> lines = absl::StrSplit(text, '\n');
  std::transform(lines.begin(), lines.end(), lines.begin(), WithoutPrefix);
  return Joined(lines);
}

// One level of JSON's escapes off.
std::string Unescaped(absl::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      plain += text[i];
      continue;
    }
    const char next = text[++i];
    std::uint32_t code = 0;
    switch (next) {
      case 'n':
        plain += '\n';
        break;
      case 'r':
        break;
      case 't':
        plain += '\t';
        break;
      case '"':
      case '\'':
      case '/':
      case '\\':
        plain += next;
        break;
      case 'u':
        // What is of interest here is ASCII: quotes, brackets, the escape of a colour.
        if (absl::string_view hex = text.substr(i + 1, 4);
            hex.size() == 4 &&
            RE2::FullMatch(re2::StringPiece(hex.data(), 4), "00[0-7][0-9A-Fa-f]") &&
            absl::SimpleHexAtoi(hex, &code) && code != 0) {
          plain += static_cast<char>(code);
          i += 4;
          break;
        }
        [[fallthrough]];
      default:
        plain += '\\';
        plain += next;
    }
  }
  return plain;
}

// A path of Windows ("C:\new") is no escape; a quote or two ends of lines are.
bool IsEscaped(absl::string_view text) {
  if (absl::StrContains(text, "\\\"") || absl::StrContains(text, "\\r\\n")) return true;
  // As Python prints a text with both kinds of quotes.
  if (absl::StrContains(text, "=\\'") || absl::StrContains(text, " \\'")) return true;
  const std::size_t first = text.find("\\n");
  return first != absl::string_view::npos &&
         (absl::StrContains(text.substr(first + 2), "\\n") || absl::StrContains(text, "\\n\\t"));
}

}  // namespace

std::string Unwrap(absl::string_view pasted) {
  std::string text = WithoutColours(pasted);
  DecodeEntities(text);
  DecodeTypography(text);
  // A screen breaks a log's line with its prefix; a box around a text breaks it without.
  text = JoinedOfLog(absl::StrSplit(text, '\n'));
  text = WithoutDecoration(text);
  for (int i = 0; i < kDeepestEscapes && IsEscaped(text); ++i) {
    text = WithoutDecoration(WithoutColours(Unescaped(text)));
  }
  return text;
}

std::string FirstLogTime(absl::string_view pasted) {
  static const RE2 kTime(
      R"((?:^|\n)[> ]{0,4}(?:[a-z0-9][a-z0-9_.-]{0,60} {1,20}\| )?\[?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)))");
  constexpr std::size_t kBegin = 16 << 10;
  std::string time;
  const absl::string_view begin = pasted.substr(0, kBegin);
  RE2::PartialMatch(re2::StringPiece(begin.data(), begin.size()), kTime, &time);
  return time;
}

std::string Excerpt(absl::string_view text, std::size_t limit) {
  if (text.size() <= limit) return std::string(text);
  static const RE2 kTelling(
      "AADSTS|Credential|RESPONSE |rror|xception|<Code>|ailed|169\\.254|Trace ID|orrelation");
  constexpr std::size_t kBefore = 400;
  constexpr std::size_t kAfter = 4000;
  std::string excerpt;
  re2::StringPiece rest(text.data(), text.size());
  std::size_t taken = 0;
  while (excerpt.size() < limit && RE2::FindAndConsume(&rest, kTelling)) {
    const std::size_t at = text.size() - rest.size();
    std::size_t from = std::max(taken, at > kBefore ? at - kBefore : 0);
    // From the start of a line, if one is near.
    if (from > taken) {
      const std::size_t line = text.rfind('\n', at);
      if (line != absl::string_view::npos && line > from) from = line + 1;
    }
    const std::size_t size = std::min(kAfter, limit - excerpt.size());
    const absl::string_view part = text.substr(from, at - from + size);
    excerpt.append(part.data(), part.size());
    taken = from + part.size();
    rest = re2::StringPiece(text.data() + taken, text.size() - taken);
  }
  return excerpt.empty() ? std::string(text.substr(0, limit)) : excerpt;
}

}  // namespace azmock::explain
