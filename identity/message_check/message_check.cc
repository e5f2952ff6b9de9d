#include "identity/message_check/message_check.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "identity/message_check/character_rules.h"
#include "identity/message_check/entra_rules.h"
#include "identity/message_check/report.h"
#include "identity/message_check/response_rules.h"
#include "identity/message_check/secret_rules.h"
#include "identity/message_check/shapes.h"

namespace azure::identity {
namespace {

using internal::CredentialType;
using internal::Line;
using internal::Report;

// Chains in chains; each takes two tabs more of every line, so real ones are few.
constexpr int kMaxDepth = 50;

class Checker {
 public:
  Checker(ErrorLayout layout, Report& report) : layout_(layout), report_(report) {}

  // One error. `chain` is the one whose cause it is, if any.
  void CheckError(const std::vector<Line>& lines, const CredentialType* chain, int depth) {
    const Line& first = lines.front();
    if (internal::IsServiceError(first.text())) return CheckServiceError(lines);
    const CredentialType* type = internal::TypeNamedFirst(first.text());
    if (type == nullptr) return CheckUnnamed(lines, chain);
    const absl::string_view rest = first.text().substr(type->name.size());
    if (absl::StartsWith(rest, kFailed)) return CheckFailed(lines, *type, depth);
    if (absl::StartsWith(rest, ":")) return CheckMessageOf(lines, *type, chain != nullptr, depth);
    if (CheckSentence(first, *type, rest)) CheckNothingFollows(lines, 1);
  }

 private:
  static constexpr absl::string_view kFailed = " authentication failed";

  void CheckServiceError(const std::vector<Line>& lines) {
    if (lines.front().text() == "Missing RawResponse") return;
    if (internal::FindStatusLine(lines) == lines.size()) {
      report_.Add("status-line", lines.back(), 0, "there is no line \"RESPONSE …\"");
      return;
    }
    internal::ResponseShape shape;
    shape.first = 0;
    shape.is_service_error = true;
    const internal::ResponseParts parts = internal::CheckResponse(lines, shape, report_);
    if (parts.after == lines.size()) {
      report_.Add("final-newline", lines.back(), lines.back().text().size(),
                  "the error of a service ends with a line end");
      return;
    }
    CheckNothingFollows(lines, parts.after + (lines[parts.after].text().empty() ? 1 : 0));
  }

  // Custom credentials, which a ChainedTokenCredential may have, say what they like.
  void CheckUnnamed(const std::vector<Line>& lines, const CredentialType* chain) {
    const Line& first = lines.front();
    const bool is_custom = chain != nullptr && chain->name == "ChainedTokenCredential";
    if (is_custom || internal::IsPlainMessage(first.text())) {
      for (const Line& line : lines) CheckQuoted(line);
      return;
    }
    report_.Add("credential-name", first, 0,
                "neither a credential's type nor a message that the library has without one");
    if (internal::FindStatusLine(lines) != lines.size()) {
      report_.NoteOf(first).keeps_blank = absl::EndsWith(first.text(), " failed. ");
      internal::ResponseShape shape;
      shape.layout = layout_;
      internal::CheckResponse(lines, shape, report_);
    }
  }

  // "X authentication failed. message", the response, the link.
  void CheckFailed(const std::vector<Line>& lines, const CredentialType& type, int depth) {
    const Line& first = lines.front();
    const std::size_t end = type.name.size() + kFailed.size();
    const absl::string_view rest = first.text().substr(end);
    const bool is_guide = layout_ == ErrorLayout::kGuide;
    if (is_guide ? !rest.empty() && (!absl::StartsWith(rest, ". ") || rest.size() == 2)
                 : !absl::StartsWith(rest, ". ")) {
      report_.Add("header", first, end,
                  is_guide ? "without a message nothing follows \"failed\""
                           : "a period and a blank follow \"failed\", even without a message");
    }
    if (rest == ". ") report_.NoteOf(first).keeps_blank = true;
    if (internal::FindStatusLine(lines) == lines.size()) {
      report_.Add("status-line", lines.back(), 0, "there is no line \"RESPONSE …\"");
      return;
    }
    internal::ResponseShape shape;
    shape.layout = layout_;
    const internal::ResponseParts parts = internal::CheckResponse(lines, shape, report_);
    if (type.is_chain) {
      const std::vector<Line> message(lines.data(), lines.data() + parts.request);
      CheckCauses(message, type, depth);
    }
    CheckAfterResponse(lines, parts.after, is_guide ? "" : type.anchor);
  }

  void CheckAfterResponse(const std::vector<Line>& lines, std::size_t after,
                          absl::string_view anchor) {
    const bool has_link =
        after < lines.size() && absl::StartsWith(lines[after].text(), internal::kLinkBegin);
    if (anchor.empty() && has_link) {
      report_.Add("link-unexpected", lines[after], 0, "there is no link for this credential");
    } else if (has_link) {
      internal::CheckLink(lines[after], 0, anchor, report_);
    } else if (!anchor.empty()) {
      report_.Add("link-missing", lines[std::min(after, lines.size() - 1)], 0,
                  absl::StrCat("the link to #", anchor, " is missing after the response"));
      if (after < lines.size()) return;
    }
    CheckNothingFollows(lines, after + (has_link ? 1 : 0));
  }

  // "X: message", and the link in the last line.
  void CheckMessageOf(const std::vector<Line>& lines, const CredentialType& type, bool in_chain,
                      int depth) {
    const Line& first = lines.front();
    const std::size_t begin = type.name.size() + 1;
    const absl::string_view rest = first.text().substr(begin);
    if (!absl::StartsWith(rest, " ")) report_.Add("header", first, begin, "a blank follows it");
    if (rest == " ") report_.NoteOf(first).keeps_blank = true;
    if (type.is_chain) {
      if (rest != " failed to acquire a token.") {
        report_.Add("chain-header", first, begin, "not \"failed to acquire a token.\"");
      }
      return CheckCauses(lines, type, depth);
    }
    for (const Line& line : lines) CheckQuoted(line);
    const std::size_t status = internal::FindStatusLine(lines);
    if (status != lines.size()) {
      report_.Add("header", first, begin - 1, "with a response it is \" authentication failed. \"");
      return;
    }
    CheckLinkOfMessage(lines, type, absl::StripLeadingAsciiWhitespace(rest), in_chain);
  }

  void CheckLinkOfMessage(const std::vector<Line>& lines, const CredentialType& type,
                          absl::string_view message, bool in_chain) {
    std::size_t last = lines.size() - 1;
    while (last > 0 && lines[last].text().empty()) --last;
    const Line& line = lines[last];
    const bool wants_link = !type.anchor.empty() && layout_ != ErrorLayout::kGuide;
    const std::size_t link = line.text().find(internal::kLinkBegin);
    if (link == absl::string_view::npos) {
      if (wants_link && !internal::NeedsNoLink(message, in_chain)) {
        report_.Add("link-missing", line, line.text().size(),
                    absl::StrCat("the link to #", type.anchor, " is missing"));
      }
    } else if (!wants_link) {
      report_.Add("link-unexpected", line, link, "there is no link for this credential");
    } else {
      if (!absl::EndsWith(line.text().substr(0, link), ". ")) {
        report_.Add("link-form", line, link, "a period and a blank stand before the link");
      }
      internal::CheckLink(line, link, type.anchor, report_);
    }
    CheckNothingFollows(lines, last + 1);
  }

  // What else can follow a type's name; whether that does.
  bool CheckSentence(const Line& line, const CredentialType& type, absl::string_view rest) {
    constexpr absl::string_view kTenant = " isn't configured to acquire tokens for tenant \"";
    constexpr absl::string_view kAddIt =
        "\". To enable acquiring tokens for this tenant add it to the "
        "AdditionallyAllowedTenants on the credential options";
    constexpr absl::string_view kInteraction =
        " can't acquire a token without user interaction. Call Authenticate to authenticate a "
        "user interactively";
    if (absl::StartsWith(rest, kTenant) && absl::StrContains(rest, kAddIt)) return true;
    if (absl::StartsWith(rest, ".GetToken() requires ")) return true;
    if (absl::StartsWith(rest, ".GetToken(): ") || rest == kInteraction) return true;
    report_.Add("header", line, type.name.size(),
                "not what the library says behind a credential's type");
    return false;
  }

  // Behind the first line: a line that announces them, then the causes, by their tabs.
  void CheckCauses(const std::vector<Line>& lines, const CredentialType& chain, int depth) {
    if (depth > kMaxDepth) return;
    const bool has_second = lines.size() > 1 && !absl::StartsWith(lines[1].text(), "\t");
    if (!has_second || lines[1].text() != "Attempted credentials:") {
      report_.Add("chain-header", lines[lines.size() > 1 ? 1 : 0], 0,
                  "the second line is \"Attempted credentials:\"");
    }
    std::size_t next = has_second ? 2 : 1;
    std::vector<Line> cause;
    int causes = 0;
    const auto finish = [&] {
      if (!cause.empty()) CheckError(cause, &chain, depth + 1);
      cause.clear();
    };
    for (; next < lines.size(); ++next) {
      Line line = lines[next];
      const absl::string_view text = line.text();
      const bool continues = absl::StartsWith(text, "\t\t");
      if (!absl::StartsWith(text, "\t") || (continues && cause.empty())) {
        report_.Add("chain-indent", line, 0,
                    "one tab before a cause, two before each further line of it");
        continue;
      }
      if (!continues) finish();
      if (!continues) ++causes;
      line.indent += continues ? 2 : 1;
      report_.NoteOf(line).indent = line.indent;
      cause.push_back(line);
    }
    finish();
    if (causes == 0) report_.Add("chain-causes", lines.back(), 0, "there is no cause");
  }

  // JSON that a message quotes has what it has in the form that the service gave it.
  void CheckQuoted(const Line& line) {
    if (!absl::StrContains(line.text(), "\"error_description\"")) {
      internal::CheckEntraText(line, report_);
    }
  }

  void CheckNothingFollows(const std::vector<Line>& lines, std::size_t end) {
    for (; end < lines.size(); ++end) {
      const bool is_empty = lines[end].text().empty();
      report_.Add(is_empty ? "final-newline" : "after-end", lines[end], 0,
                  is_empty ? "an empty line after the end" : "text after the end");
      if (!is_empty) return;
    }
  }

  ErrorLayout layout_;
  Report& report_;
};

// A file's last line has an end, which is not of the message; the error of a service has one
// of its own.
void DropFileEnd(std::vector<Line>& lines) {
  if (lines.size() < 2 || !lines.back().text().empty()) return;
  const bool has_own = internal::IsServiceError(lines.front().text());
  if (!has_own || lines[lines.size() - 2].text().empty()) lines.pop_back();
}

}  // namespace

const std::vector<MessageRule>& MessageRules() {
  static const auto& rules = *new std::vector<MessageRule>{
      {"credential-name", "The failing credential's type stands first, if the text has one."},
      {"header", "What follows the type is one of the library's forms."},
      {"request-line", "A method and a URL, or that they are not known, stand before the status."},
      {"request-url", "The URL has no user information, query or fragment."},
      {"rule-line", "Rules of 80 dashes stand around the status and behind the body."},
      {"status-line", "The status is \"RESPONSE 401: 401 Unauthorized\"."},
      {"status-reason",
       "The status's code and words belong together; a service may have words of its own."},
      {"error-code-line", "The error of a service says its code, or that there is none."},
      {"body-missing", "An empty body is \"Response contained no body\"."},
      {"json-indent", "A JSON body is indented by two blanks."},
      {"json-body", "A body that is indented as JSON is JSON."},
      {"entra-ids", "An error of Entra ID has trace ID, correlation ID and timestamp."},
      {"entra-ids-differ", "An error's members are what its description says."},
      {"entra-error-codes", "The error codes have the AADSTS code of the description."},
      {"link-missing", "The link to the credential's section of the guide stands at the end."},
      {"link-unexpected", "A credential without a section has no link."},
      {"link-form", "The link is a sentence of its own, without a period at its end."},
      {"link-anchor", "The link leads to the credential's own section."},
      {"chain-header", "A chain says that it failed, and announces its causes."},
      {"chain-causes", "A chain has causes."},
      {"chain-indent", "A cause has one tab in front, its further lines two."},
      {"after-end", "Nothing follows the end of the message."},
      {"final-newline", "A message ends without a line end, the error of a service with one."},
      {"secret-authorization", "No value of an Authorization header."},
      {"secret-client-secret", "No client secret."},
      {"secret-jwt", "No JSON Web Token."},
      {"secret-password", "No password, in a URL or elsewhere."},
      {"secret-refresh-token", "No refresh token."},
      {"secret-sas", "No signature of a shared access signature, no account key."},
      {"secret-token", "No other token, assertion or device code."},
      {"carriage-return", "No carriage return outside a body."},
      {"control-character", "No control characters."},
      {"trailing-blank", "No white space at the end of a line outside a body."},
      {"utf-8", "The text is UTF-8."},
  };
  return rules;
}

std::vector<MessageViolation> CheckMessage(absl::string_view text, ErrorLayout layout) {
  std::vector<Line> lines = internal::SplitLines(text);
  Report report(lines.size());
  const std::vector<Line> physical = lines;
  DropFileEnd(lines);
  Checker(layout, report).CheckError(lines, /*chain=*/nullptr, /*depth=*/0);
  for (const Line& line : physical) {
    internal::CheckSecrets(line, report);
    internal::CheckCharacters(line, report);
  }
  return report.Take();
}

}  // namespace azure::identity
