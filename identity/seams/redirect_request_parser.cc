#include "identity/seams/redirect_request_parser.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "identity/internal/text/http_token.h"

namespace azure::identity::internal {
namespace {

absl::Status Malformed(absl::string_view what) { return absl::InvalidArgumentError(what); }

// Of the header, what matters here.
struct Head {
  std::string method;
  std::string target;
  std::string host;
  bool is_form = false;
  std::optional<std::size_t> content_length;
};

absl::Status ReadRequestLine(absl::string_view line, Head* head) {
  const std::vector<absl::string_view> parts = absl::StrSplit(line, ' ');
  if (parts.size() != 3 || !IsHttpToken(parts[0]) || parts[1].empty()) {
    return Malformed("malformed request line");
  }
  if (parts[2] != "HTTP/1.1" && parts[2] != "HTTP/1.0") return Malformed("not HTTP/1");
  head->method = std::string(parts[0]);
  head->target = std::string(parts[1]);
  return absl::OkStatus();
}

absl::Status ReadField(absl::string_view line, Head* head) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(line, absl::MaxSplits(':', 1));
  // Also refuses a folded line, which starts with white space.
  if (!IsHttpToken(parts.first) || parts.first.size() == line.size()) {
    return Malformed("malformed header field");
  }
  const absl::string_view value = absl::StripAsciiWhitespace(parts.second);
  if (absl::EqualsIgnoreCase(parts.first, "Content-Type")) {
    const absl::string_view type = value.substr(0, value.find(';'));
    head->is_form = absl::EqualsIgnoreCase(absl::StripAsciiWhitespace(type),
                                           "application/x-www-form-urlencoded");
  }
  if (absl::EqualsIgnoreCase(parts.first, "Host")) {
    if (!head->host.empty()) return Malformed("two Host fields");
    head->host = std::string(value);
  }
  // Browsers always know the length of a form.
  if (absl::EqualsIgnoreCase(parts.first, "Transfer-Encoding")) {
    return Malformed("the body has no length");
  }
  if (absl::EqualsIgnoreCase(parts.first, "Content-Length")) {
    std::size_t length = 0;
    const bool digits = value.find_first_not_of("0123456789") == absl::string_view::npos;
    if (head->content_length.has_value() || !digits || !absl::SimpleAtoi(value, &length) ||
        length > kMaxRedirectBody) {
      return Malformed("bad Content-Length");
    }
    head->content_length = length;
  }
  return absl::OkStatus();
}

absl::StatusOr<Head> ReadHead(absl::string_view text) {
  Head head;
  bool first = true;
  for (const absl::string_view line : absl::StrSplit(text, "\r\n")) {
    if (line.find_first_of(absl::string_view("\r\n\0", 3)) != absl::string_view::npos) {
      return Malformed("control character in the header");
    }
    const absl::Status status = first ? ReadRequestLine(line, &head) : ReadField(line, &head);
    if (!status.ok()) return status;
    first = false;
  }
  return head;
}

}  // namespace

absl::StatusOr<std::optional<RedirectRequest>> ParseRedirectRequest(absl::string_view received) {
  constexpr absl::string_view kEnd = "\r\n\r\n";
  const std::size_t end = received.substr(0, kMaxRedirectHead).find(kEnd);
  if (end == absl::string_view::npos) {
    if (received.size() >= kMaxRedirectHead) return Malformed("the header is too long");
    return std::nullopt;
  }
  absl::StatusOr<Head> head = ReadHead(received.substr(0, end));
  if (!head.ok()) return head.status();
  const std::size_t length = head->content_length.value_or(0);
  const absl::string_view body = received.substr(end + kEnd.size());
  if (body.size() < length) return std::nullopt;
  return RedirectRequest{std::move(head->method), std::move(head->target), std::move(head->host),
                         head->is_form, std::string(body.substr(0, length))};
}

}  // namespace azure::identity::internal
