#include "identity/message_check/response_rules.h"

#include <algorithm>
#include <optional>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "identity/internal/text/http_status.h"
#include "identity/internal/text/json_indent.h"
#include "identity/message_check/entra_rules.h"
#include "identity/message_check/shapes.h"

namespace azure::identity::internal {
namespace {

constexpr std::size_t kRuleLength = 80;
constexpr absl::string_view kStatus = "RESPONSE ";
constexpr absl::string_view kGuide = "https://aka.ms/azsdk/go/identity/troubleshoot#";

// A rule of any length, so that a short one is found to be short.
bool IsRule(const Line& line) {
  const absl::string_view text = absl::StripTrailingAsciiWhitespace(line.text());
  return text.size() >= 10 && text.find_first_not_of('-') == absl::string_view::npos;
}

void CheckRuleLength(const Line& line, Report& report) {
  const std::size_t length = absl::StripTrailingAsciiWhitespace(line.text()).size();
  if (length == kRuleLength) return;
  report.Add("rule-line", line, std::min(length, kRuleLength),
             absl::StrCat("a rule of ", length, " dashes, not 80"));
}

// Whether `lines[at]` is the rule that belongs there; if there is none, says so.
bool ExpectRule(const std::vector<Line>& lines, std::size_t at, Report& report) {
  if (at < lines.size() && IsRule(lines[at])) {
    CheckRuleLength(lines[at], report);
    return true;
  }
  report.Add("rule-line", lines[std::min(at, lines.size() - 1)], 0,
             "a rule of 80 dashes is missing here");
  return false;
}

void CheckRequest(const Line& line, Report& report) {
  const absl::string_view text = line.text();
  if (text == "Request information not available") return;
  const std::size_t blank = text.find(' ');
  const std::size_t url = blank == absl::string_view::npos ? text.size() : blank + 1;
  const absl::string_view rest = text.substr(url);
  if (!BeginsWithMethod(text) ||
      (!absl::StartsWith(rest, "https://") && !absl::StartsWith(rest, "http://"))) {
    report.Add("request-line", line, 0, "not a method and a URL");
    return;
  }
  const std::size_t extra = text.find_first_of("?#", url);
  if (extra != absl::string_view::npos) {
    report.Add("request-url", line, extra, "the URL has a query or a fragment");
    return;
  }
  const std::size_t host = text.find("//", url) + 2;
  const std::size_t at = text.substr(0, text.find('/', host)).find('@', host);
  if (at != absl::string_view::npos) {
    report.Add("request-url", line, host, "the URL has user information");
  }
}

// "401" at the beginning of `text`.
std::optional<int> StatusCode(absl::string_view text) {
  int code = 0;
  if (text.size() < 3 || !absl::SimpleAtoi(text.substr(0, 3), &code) || code < 100) {
    return std::nullopt;
  }
  return code;
}

void CheckStatus(const Line& line, const ResponseShape& shape, Report& report) {
  const absl::string_view text = line.text();
  std::size_t at = kStatus.size();
  const std::optional<int> code = StatusCode(text.substr(at));
  if (!code) {
    report.Add("status-line", line, at, "no status code follows");
    return;
  }
  const bool has_colon = absl::StartsWith(text.substr(at + 3), ": ");
  if (has_colon != (shape.layout == ErrorLayout::kAzidentity)) {
    report.Add("status-line", line, at + 3,
               has_colon ? "the guide's layout has the code once, without a colon"
                         : "a colon and the status follow the code; the guide's layout has none");
    return;
  }
  if (has_colon) at += 5;
  if (StatusCode(text.substr(at)) != code) {
    report.Add("status-reason", line, at, absl::StrCat("the status is not ", *code));
    return;
  }
  if (!absl::StartsWith(text.substr(at + 3), " ")) {
    report.Add("status-line", line, std::min(at + 3, text.size()), "a blank follows the code");
    return;
  }
  const absl::string_view reason = absl::StripTrailingAsciiWhitespace(text.substr(at + 4));
  const absl::string_view words = HttpStatusText(*code);
  // A server may leave the reason out; the blank before it stays.
  if (reason.empty()) report.NoteOf(line).keeps_blank = true;
  // Blob Storage, of the services, has words of its own for each error.
  if (!shape.is_service_error && !reason.empty() && !words.empty() && reason != words) {
    report.Add("status-reason", line, at + 4, absl::StrCat(*code, " is \"", words, "\""));
  }
}

void CheckErrorCode(const Line& line, Report& report) {
  constexpr absl::string_view kCode = "ERROR CODE: ";
  if (line.text() == "ERROR CODE UNAVAILABLE") return;
  if (absl::StartsWith(line.text(), kCode) && line.text().size() > kCode.size()) return;
  report.Add("error-code-line", line, 0,
             "neither \"ERROR CODE: …\" nor \"ERROR CODE UNAVAILABLE\"");
}

// Lines [begin, end).
void CheckBody(const std::vector<Line>& lines, std::size_t begin, std::size_t end, Report& report) {
  if (begin == end) {
    report.Add("body-missing", lines[std::min(end, lines.size() - 1)], 0,
               "an empty body is \"Response contained no body\"");
    return;
  }
  const std::vector<Line> body(lines.data() + begin, lines.data() + end);
  const std::string text = absl::StrJoin(
      body, "\n", [](std::string* out, const Line& line) { absl::StrAppend(out, line.text()); });
  for (const Line& line : body) report.NoteOf(line).verbatim = true;
  const std::optional<std::string> indented = IndentJson(text);
  if (!indented) {
    // What begins as indented JSON was JSON once.
    if (absl::StartsWith(text, "{\n  \"") || absl::StartsWith(text, "[\n  ")) {
      report.Add("json-body", body.front(), 0, "this is indented as JSON is, but is none");
    }
    return;
  }
  if (*indented == text) {
    CheckEntraBody(text, body, report);
    return;
  }
  std::size_t same = 0;
  while (same < text.size() && same < indented->size() && text[same] == (*indented)[same]) ++same;
  const auto row = std::count(text.data(), text.data() + same, '\n');
  const std::size_t start = same == 0 ? std::string::npos : text.rfind('\n', same - 1);
  report.Add("json-indent", body[row], start == std::string::npos ? same : same - start - 1,
             "JSON is indented by two blanks for each level, with one after each colon");
}

}  // namespace

std::size_t FindStatusLine(const std::vector<Line>& lines) {
  return std::find_if(lines.begin(), lines.end(),
                      [](const Line& line) { return absl::StartsWith(line.text(), kStatus); }) -
         lines.begin();
}

ResponseParts CheckResponse(const std::vector<Line>& lines, const ResponseShape& shape,
                            Report& report) {
  const std::size_t status = FindStatusLine(lines);
  ResponseParts parts;
  // Upwards from the status: a rule, the request.
  std::size_t above = status;
  if (above > 0 && IsRule(lines[above - 1])) {
    CheckRuleLength(lines[--above], report);
  } else {
    report.Add("rule-line", lines[status], 0, "a rule of 80 dashes is missing before it");
  }
  if (above > shape.first) {
    parts.request = above - 1;
    CheckRequest(lines[parts.request], report);
  } else {
    parts.request = above;
    report.Add("request-line", lines[above], 0, "the method and the URL are missing before it");
  }
  CheckStatus(lines[status], shape, report);
  std::size_t below = status + 1;
  if (shape.is_service_error && below < lines.size()) {
    CheckErrorCode(lines[below], report);
    if (!IsRule(lines[below])) ++below;
  }
  if (ExpectRule(lines, below, report)) ++below;
  // The last rule: a body that is copied verbatim may have some too.
  std::size_t last = lines.size();
  while (last > below && !IsRule(lines[last - 1])) --last;
  if (last > below) {
    CheckRuleLength(lines[last - 1], report);
    CheckBody(lines, below, last - 1, report);
    parts.after = last;
    return parts;
  }
  report.Add("rule-line", lines.back(), 0, "a rule of 80 dashes is missing after the body");
  parts.after = lines.size();
  return parts;
}

void CheckLink(const Line& line, std::size_t offset, absl::string_view anchor, Report& report) {
  const std::string begin = absl::StrCat(kLinkBegin, " ", kGuide);
  const absl::string_view text = absl::StripTrailingAsciiWhitespace(line.text().substr(offset));
  if (!absl::StartsWith(text, begin)) {
    report.Add("link-form", line, offset, absl::StrCat("not \"", begin, anchor, "\""));
    return;
  }
  const absl::string_view found = text.substr(begin.size());
  if (found == anchor) return;
  if (found == absl::StrCat(anchor, ".")) {
    report.Add("link-form", line, offset + text.size() - 1, "no period follows the link");
    return;
  }
  report.Add("link-anchor", line, offset + begin.size(),
             absl::StrCat("the credential's section is #", anchor));
}

}  // namespace azure::identity::internal
