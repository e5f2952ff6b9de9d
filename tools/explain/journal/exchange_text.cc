#include "tools/explain/journal/exchange_text.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "mock_common/text/secrets.h"
#include "tools/explain/journal/calls.h"

namespace azmock::explain {
namespace {

using mock::scenario::JournalEntry;

constexpr std::size_t kColumns = 100;
constexpr char kComputed[] = "computed";
constexpr absl::string_view kIndent = "     ";

// Clients choose paths and values: a terminal must not obey them.
std::string Printable(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return absl::ascii_iscntrl(c); }, '?');
  return text;
}

std::string WithoutPorts(std::string text) {
  static const RE2* const kPort =
      new RE2(R"re((127\.0\.0\.1|localhost|\[::1\])(:|%3[Aa])[0-9]+)re");
  RE2::GlobalReplace(&text, *kPort, "\\1\\2<port>");
  return text;
}

// Where to break before `limit`: after a blank or a part of a URL, else wherever no letter is cut.
std::size_t BreakOf(absl::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text.size();
  const auto may_break = [text](std::size_t at) {
    return text[at] == ' ' || text[at] == '&' || text[at] == '?' || text[at - 1] == '/';
  };
  std::size_t at = limit;
  while (at > limit / 2 && !may_break(at)) --at;
  if (at > limit / 2) return at;
  at = limit;
  while (at > 1 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return at;
}

std::string Seconds(absl::Duration duration) {
  return absl::StrFormat("%.3fs", absl::ToDoubleSeconds(duration));
}

std::string IdsOf(const JournalEntry& entry) {
  std::string ids;
  if (!entry.correlation_id.empty()) ids = absl::StrCat("correlation ", entry.correlation_id);
  if (!entry.trace_id.empty()) {
    absl::StrAppend(&ids, ids.empty() ? "" : ", ", "trace ", entry.trace_id);
  }
  return ids;
}

}  // namespace

std::string Wrapped(absl::string_view first, absl::string_view text) {
  std::string lines(first);
  while (true) {
    const std::size_t end = BreakOf(text, kColumns - first.size());
    absl::StrAppend(&lines, text.substr(0, end), "\n");
    text.remove_prefix(end);
    if (!text.empty() && text[0] == ' ') text.remove_prefix(1);
    if (text.empty()) return lines;
    lines.append(first.size(), ' ');
  }
}

std::string RequestText(const JournalEntry& entry) {
  std::string text = entry.run;
  if (text.empty() && entry.method.empty()) {
    text = entry.status == 0 ? "a TLS handshake" : "what is no request";
  }
  if (text.empty()) text = absl::StrCat(entry.method, " ", entry.host, entry.path);
  const char* before = "?";
  for (const auto& [name, value] : entry.query) {
    const bool shown = mock::scenario::MayShowParameter(name, value);
    absl::StrAppend(&text, before, name, "=", shown ? value : mock::scenario::kRedacted);
    before = "&";
  }
  return Printable(WithoutPorts(std::move(text)));
}

std::string AnswerText(const JournalEntry& entry) {
  std::string text;
  if (!entry.run.empty()) {
    text = absl::StrCat("exit code ", entry.exit_code);
  } else if (entry.status == 0) {
    text = absl::StrCat(entry.fault.empty() ? "" : absl::StrCat(entry.fault, ", "), "no answer");
  } else {
    text = absl::StrCat(entry.status, entry.fault.empty() ? "" : " ", entry.fault);
  }
  for (const std::string& word : {entry.oauth_error, entry.suberror, entry.service_error_code}) {
    if (!word.empty()) absl::StrAppend(&text, " ", word);
  }
  for (const std::int64_t code : entry.aadsts) absl::StrAppend(&text, " AADSTS", code);
  return Printable(text);
}

std::string ExchangeText(const JournalEntry& entry, absl::Time began, const Style& style) {
  const std::string number = absl::StrFormat("%3d  ", entry.sequence);
  std::string text =
      Wrapped(number, absl::StrCat("+", Seconds(entry.time - began), "  ", RequestText(entry)));
  std::string answer = AnswerText(entry);
  if (entry.duration > absl::ZeroDuration()) {
    absl::StrAppend(&answer, ", held back for ", Seconds(entry.duration));
  }
  absl::StrAppend(
      &text, style.Paint(IsFailure(entry) ? Color::kBad : Color::kGood, Wrapped(kIndent, answer)));
  if (!entry.reason.empty()) absl::StrAppend(&text, Wrapped(kIndent, Printable(entry.reason)));
  if (!entry.answered_by.empty() && entry.answered_by != kComputed) {
    absl::StrAppend(&text, Wrapped(kIndent, Printable(entry.answered_by)));
  }
  if (const std::string ids = IdsOf(entry); !ids.empty()) {
    absl::StrAppend(&text, style.Paint(Color::kDim, Wrapped(kIndent, Printable(ids))));
  }
  return text;
}

}  // namespace azmock::explain
