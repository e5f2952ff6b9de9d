#include "mock_common/http/request_parser.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "mock_common/http/header_name.h"
#include "mock_common/http/url.h"
#include "mock_common/text/any_byte.h"

namespace mock::http {
namespace {

// RFC 9110, section 5.6.2.
bool IsTokenChar(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' ||
         (c != '\0' && absl::StrContains("!#$%&'*+.^_`|~", c));
}

bool IsToken(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsTokenChar);
}

bool StartsWithMethod(absl::string_view line) { return IsToken(line.substr(0, line.find(' '))); }

// Visible characters, spaces, tabs and obs-text (RFC 9110, section 5.5).
bool IsFieldValue(absl::string_view text) {
  return !AnyByte(text, [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; });
}

bool IsTarget(absl::string_view text) {
  return !text.empty() && !AnyByte(text, [](unsigned char c) { return c <= 0x20 || c >= 0x7f; });
}

absl::string_view TrimSpaceAndTab(absl::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// "Host:Port" without the port, in lower case. False if it is neither a name nor
// an address (RFC 3986, section 3.2), whether or not it exists.
bool ParseAuthority(absl::string_view authority, std::string& host) {
  const std::size_t bracket = authority.rfind(']');
  const std::size_t colon = authority.rfind(':');
  absl::string_view name = authority;
  if (colon != absl::string_view::npos && (bracket == absl::string_view::npos || colon > bracket)) {
    name = authority.substr(0, colon);
    for (const char c : authority.substr(colon + 1)) {
      if (!absl::ascii_isdigit(static_cast<unsigned char>(c))) return false;
    }
  }
  const bool literal = absl::StartsWith(name, "[") && absl::EndsWith(name, "]");
  for (const char c : literal ? name.substr(1, name.size() - 2) : name) {
    const bool ordinary = absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '.' ||
                          c == '-' || c == '_' || c == '%';
    if (!ordinary && !(literal && c == ':')) return false;
  }
  host = absl::AsciiStrToLower(name);
  return true;
}

// Digits only, and no overflow.
bool ParseDecimal(absl::string_view text, std::uint64_t& value) {
  if (text.empty()) return false;
  value = 0;
  for (const char c : text) {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(c))) return false;
    const auto digit = static_cast<std::uint64_t>(c - '0');
    if (value > (std::numeric_limits<std::uint64_t>::max() - digit) / 10) return false;
    value = value * 10 + digit;
  }
  return true;
}

bool ParseHex(absl::string_view text, std::uint64_t& value) {
  if (text.empty() || text.size() > 16) return false;
  value = 0;
  for (const char c : text) {
    if (!absl::ascii_isxdigit(static_cast<unsigned char>(c))) return false;
    const int digit = absl::ascii_isdigit(static_cast<unsigned char>(c))
                          ? c - '0'
                          : absl::ascii_tolower(static_cast<unsigned char>(c)) - 'a' + 10;
    value = value << 4 | static_cast<std::uint64_t>(digit);
  }
  return true;
}

int Count(const Headers& headers, absl::string_view name) {
  return static_cast<int>(
      std::count_if(headers.fields().begin(), headers.fields().end(),
                    [&](const Headers::Field& field) { return IsSameHeader(field.first, name); }));
}

}  // namespace

RequestParser::Outcome RequestParser::Parse(absl::string_view data, std::size_t& consumed) {
  absl::string_view rest = data;
  while (state_ != State::kComplete && state_ != State::kFailed && Step(rest)) {
  }
  consumed = data.size() - rest.size();
  if (state_ == State::kFailed) return Outcome::kFailed;
  return state_ == State::kComplete ? Outcome::kComplete : Outcome::kNeedMore;
}

void RequestParser::Reset() { *this = RequestParser(limits_); }

// Takes one line or one piece of the body off `rest`; false if nothing more can
// be done with it.
bool RequestParser::Step(absl::string_view& rest) {
  if (state_ == State::kBody || state_ == State::kChunkData) return TakeBody(rest);
  if (state_ == State::kChunkEnd) return TakeChunkEnd(rest);
  absl::string_view line;
  return TakeLine(rest, line) && HandleLine(line);
}

bool RequestParser::TakeLine(absl::string_view& rest, absl::string_view& line) {
  const std::size_t end = rest.find('\n', searched_);
  if (end == absl::string_view::npos) {
    searched_ = rest.size();
    // TLS on a plain port, say: there may never be an end of line to wait for.
    const absl::string_view begun = absl::StripSuffix(rest, "\r");
    if (state_ == State::kRequestLine && !begun.empty() && !StartsWithMethod(begun)) {
      return Fail(400, "the request does not start with a method");
    }
    if (head_bytes_ + rest.size() > limits_.max_header_bytes) {
      return Fail(431, "the header is too large");
    }
    return false;
  }
  if (end == 0 || rest[end - 1] != '\r') {
    return Fail(400, "a line does not end with CR LF");
  }
  searched_ = 0;
  line = rest.substr(0, end - 1);
  rest.remove_prefix(end + 1);
  // Of a chunk's first line only the extensions count: a body may have many chunks.
  return CountHeaderBytes(state_ == State::kChunkSize
                              ? line.size() - std::min(line.size(), line.find(';'))
                              : line.size() + 2);
}

bool RequestParser::TakeBody(absl::string_view& rest) {
  const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(remaining_, rest.size()));
  request_.body.append(rest.data(), count);
  rest.remove_prefix(count);
  remaining_ -= count;
  if (remaining_ > 0) return false;
  state_ = state_ == State::kBody ? State::kComplete : State::kChunkEnd;
  return true;
}

bool RequestParser::TakeChunkEnd(absl::string_view& rest) {
  const absl::string_view end = "\r\n";
  if (!absl::StartsWith(end, rest.substr(0, 2))) {
    return Fail(400, "a chunk does not end where its size says");
  }
  if (rest.size() < 2) return false;
  rest.remove_prefix(2);
  state_ = State::kChunkSize;
  return true;
}

bool RequestParser::HandleLine(absl::string_view line) {
  switch (state_) {
    case State::kRequestLine:
      // Empty lines before a request are skipped (RFC 9112, section 2.2).
      return line.empty() || HandleRequestLine(line);
    case State::kFields:
      return line.empty() ? HandleEndOfHeader() : HandleField(line, /*trailer=*/false);
    case State::kChunkSize:
      return HandleChunkSize(line);
    case State::kTrailers:
      if (!line.empty()) return HandleField(line, /*trailer=*/true);
      state_ = State::kComplete;
      return true;
    default:
      return false;
  }
}

bool RequestParser::HandleRequestLine(absl::string_view line) {
  if (!StartsWithMethod(line)) return Fail(400, "the request does not start with a method");
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == absl::string_view::npos || first == last) {
    return Fail(400, "the request line is not \"method target version\"");
  }
  const absl::string_view method = line.substr(0, first);
  const absl::string_view target = line.substr(first + 1, last - first - 1);
  const absl::string_view version = line.substr(last + 1);
  if (!IsTarget(target)) return Fail(400, "the request target has a bad character");
  if (version != "HTTP/1.1" && version != "HTTP/1.0") {
    return Fail(400, "the version is neither HTTP/1.1 nor HTTP/1.0");
  }
  minor_version_ = version.back() - '0';
  request_.method = std::string(method);
  request_.target = std::string(target);
  state_ = State::kFields;
  return HandleTarget(target);
}

// RFC 9112, section 3.2.3.
bool RequestParser::HandleTunnel(absl::string_view target) {
  if (!limits_.tunnels) return Fail(400, "CONNECT is not served");
  const absl::string_view host = WithoutPort(target);
  if (host.empty() || host == target) {
    return Fail(400, "the target of CONNECT is not a host and a port");
  }
  authority_ = std::string(target);
  return true;
}

// RFC 9112, section 3.2.
bool RequestParser::HandleTarget(absl::string_view target) {
  if (request_.method == "CONNECT") return HandleTunnel(target);
  absl::string_view rest = target;
  if (absl::StartsWithIgnoreCase(target, "http://") ||
      absl::StartsWithIgnoreCase(target, "https://")) {
    rest.remove_prefix(target.find("//") + 2);
    const std::size_t end = std::min(rest.find_first_of("/?"), rest.size());
    authority_ = std::string(rest.substr(0, end));
    if (authority_.empty()) return Fail(400, "the request target has no host");
    rest.remove_prefix(end);
  } else if (target == "*" ? request_.method != "OPTIONS" : target.front() != '/') {
    return Fail(400, "the request target is neither a path nor a URL");
  }
  const std::size_t question = rest.find('?');
  auto path = PercentDecode(rest.substr(0, question));
  if (!path || absl::StrContains(*path, '\0')) {
    return Fail(400, "the path has a bad percent escape");
  }
  request_.path = path->empty() ? "/" : *std::move(path);
  if (question != absl::string_view::npos) {
    request_.query = std::string(rest.substr(question + 1));
  }
  return true;
}

// Trailers are checked and dropped: what they say must not change the request.
bool RequestParser::HandleField(absl::string_view line, bool trailer) {
  if (line.front() == ' ' || line.front() == '\t') {
    return Fail(400, "a header line is folded");
  }
  const std::size_t colon = line.find(':');
  if (colon == absl::string_view::npos) return Fail(400, "a header line has no colon");
  const absl::string_view name = line.substr(0, colon);
  const absl::string_view value = TrimSpaceAndTab(line.substr(colon + 1));
  if (!IsToken(name)) return Fail(400, "a header name is not a token");
  if (!IsFieldValue(value)) return Fail(400, "a header value has a control character");
  if (!trailer) request_.headers.Add(name, value);
  return true;
}

bool RequestParser::HandleEndOfHeader() {
  if (!HandleHost()) return false;
  HandleConnection();
  const absl::string_view expect = request_.headers.Get("Expect");
  if (!expect.empty()) {
    if (!absl::EqualsIgnoreCase(expect, "100-continue")) {
      return Fail(417, "the only expectation that is served is 100-continue");
    }
    expects_continue_ = minor_version_ == 1;  // RFC 9110, section 10.1.1
  }
  return HandleBodyLength();
}

bool RequestParser::HandleHost() {
  const int hosts = Count(request_.headers, "Host");
  if (hosts > 1) return Fail(400, "there are several Host headers");
  if (hosts == 0 && minor_version_ == 1) return Fail(400, "there is no Host header");
  if (!ParseAuthority(request_.headers.Get("Host"), request_.host)) {
    return Fail(400, "the Host header is not a host");
  }
  // RFC 9112, section 3.2.2: the target's host overrides the header.
  if (!authority_.empty() && !ParseAuthority(authority_, request_.host)) {
    return Fail(400, "the request target's host is not a host");
  }
  return true;
}

void RequestParser::HandleConnection() {
  bool close = false;
  bool keep_alive = false;
  for (const auto& [name, value] : request_.headers.fields()) {
    if (!IsSameHeader(name, "Connection")) continue;
    for (const absl::string_view option : absl::StrSplit(value, ',')) {
      close |= absl::EqualsIgnoreCase(TrimSpaceAndTab(option), "close");
      keep_alive |= absl::EqualsIgnoreCase(TrimSpaceAndTab(option), "keep-alive");
    }
  }
  keep_alive_ = !close && (minor_version_ == 1 || keep_alive);
}

// RFC 9112, section 6.3, without its lenient alternatives.
bool RequestParser::HandleBodyLength() {
  const int lengths = Count(request_.headers, "Content-Length");
  const int encodings = Count(request_.headers, "Transfer-Encoding");
  if (lengths > 1) return Fail(400, "there are several Content-Length headers");
  if (encodings > 1) return Fail(400, "there are several Transfer-Encoding headers");
  if (encodings == 1) {
    if (lengths == 1) return Fail(400, "Content-Length and Transfer-Encoding exclude each other");
    if (minor_version_ == 0) return Fail(400, "HTTP/1.0 has no Transfer-Encoding");
    if (!absl::EqualsIgnoreCase(request_.headers.Get("Transfer-Encoding"), "chunked")) {
      return Fail(501, "the only transfer encoding that is served is chunked");
    }
    state_ = State::kChunkSize;
    return true;
  }
  std::uint64_t length = 0;
  if (lengths == 1 && !ParseDecimal(request_.headers.Get("Content-Length"), length)) {
    return Fail(400, "the Content-Length is not a number of bytes");
  }
  if (length > BodyLimit()) return FailTooLarge();
  remaining_ = length;
  state_ = length > 0 ? State::kBody : State::kComplete;
  return true;
}

bool RequestParser::HandleChunkSize(absl::string_view line) {
  const absl::string_view size = line.substr(0, line.find(';'));
  const absl::string_view extensions = line.substr(size.size());
  // White space before an extension is tolerated (RFC 9112, section 7.1.1).
  if (!ParseHex(extensions.empty() ? size : TrimSpaceAndTab(size), remaining_)) {
    return Fail(400, "a chunk size is not a hexadecimal number");
  }
  if (!IsFieldValue(extensions)) return Fail(400, "a chunk extension has a control character");
  if (remaining_ > BodyLimit() - request_.body.size()) return FailTooLarge();
  state_ = remaining_ > 0 ? State::kChunkData : State::kTrailers;
  return true;
}

std::size_t RequestParser::BodyLimit() const {
  const bool large =
      !limits_.large_body_path.empty() && absl::StartsWith(request_.path, limits_.large_body_path);
  return large ? limits_.max_large_body_bytes : limits_.max_body_bytes;
}

bool RequestParser::FailTooLarge() {
  return Fail(413, absl::StrCat("the body is too large: the limit is ", BodyLimit(), " bytes"));
}

bool RequestParser::CountHeaderBytes(std::size_t count) {
  head_bytes_ += count;
  if (head_bytes_ > limits_.max_header_bytes) return Fail(431, "the header is too large");
  return true;
}

bool RequestParser::Fail(int status, absl::string_view reason) {
  state_ = State::kFailed;
  failure_ = {status, std::string(reason)};
  return false;
}

}  // namespace mock::http
