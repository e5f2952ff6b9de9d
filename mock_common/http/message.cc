#include "mock_common/http/message.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "mock_common/http/header_name.h"
#include "mock_common/text/any_byte.h"

namespace mock::http {
namespace {

// An answer of Entra has about as many.
constexpr std::size_t kUsualFields = 16;
// A token request has fewer.
constexpr std::size_t kUsualPairs = 8;

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> Decode(absl::string_view text, bool plus_is_space) {
  std::string decoded(text);  // no longer than it
  if (!AnyByte(text, [](char c) { return c == '%' || c == '+'; })) return decoded;
  std::size_t size = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '+' && plus_is_space) {
      c = ' ';
    } else if (c == '%') {
      if (text.size() - i < 3) return std::nullopt;
      const int high = HexDigit(text[i + 1]);
      const int low = HexDigit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    }
    decoded[size++] = c;
  }
  decoded.resize(size);
  return decoded;
}

}  // namespace

Response Because(std::string reason, Response response) {
  response.remarks.reason = std::move(reason);
  return response;
}

bool Headers::Has(absl::string_view name) const {
  return std::any_of(fields_.begin(), fields_.end(),
                     [name](const Field& field) { return IsSameHeader(field.first, name); });
}

absl::string_view Headers::Get(absl::string_view name) const {
  for (const Field& field : fields_) {
    if (IsSameHeader(field.first, name)) return field.second;
  }
  return "";
}

void Headers::Set(absl::string_view name, absl::string_view value) {
  // Taken before anything moves: `value` may point into one of the fields.
  Field replacement{std::string(name), std::string(value)};
  const auto matches = [&](const Field& field) {
    return IsSameHeader(field.first, replacement.first);
  };
  const auto first = std::find_if(fields_.begin(), fields_.end(), matches);
  if (first == fields_.end()) {
    fields_.push_back(std::move(replacement));
    return;
  }
  fields_.erase(std::remove_if(first + 1, fields_.end(), matches), fields_.end());
  *first = std::move(replacement);
}

void Headers::Add(absl::string_view name, absl::string_view value) {
  if (fields_.empty()) fields_.reserve(kUsualFields);
  // Made where they stay: moving two short strings costs as much as copying them.
  fields_.emplace_back(std::piecewise_construct, std::forward_as_tuple(name.data(), name.size()),
                       std::forward_as_tuple(value.data(), value.size()));
}

void Headers::Remove(absl::string_view name) {
  const std::string target(name);
  fields_.erase(
      std::remove_if(fields_.begin(), fields_.end(),
                     [&](const Field& field) { return IsSameHeader(field.first, target); }),
      fields_.end());
}

std::optional<std::vector<std::pair<std::string, std::string>>> ParseForm(absl::string_view text) {
  std::vector<std::pair<std::string, std::string>> pairs;
  pairs.reserve(kUsualPairs);
  for (const absl::string_view part : absl::StrSplit(text, '&', absl::SkipEmpty())) {
    const std::pair<absl::string_view, absl::string_view> raw =
        absl::StrSplit(part, absl::MaxSplits('=', 1));
    auto name = Decode(raw.first, true);
    auto value = Decode(raw.second, true);
    if (!name || !value) return std::nullopt;
    pairs.emplace_back(*std::move(name), *std::move(value));
  }
  return pairs;
}

std::optional<std::string> PercentDecode(absl::string_view text) { return Decode(text, false); }

// RFC 9110, section 15, and the registry for the others.
absl::string_view ReasonPhrase(int status) {
  switch (status) {
    case 100:
      return "Continue";
    case 101:
      return "Switching Protocols";
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 203:
      return "Non-Authoritative Information";
    case 204:
      return "No Content";
    case 205:
      return "Reset Content";
    case 206:
      return "Partial Content";
    case 300:
      return "Multiple Choices";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 305:
      return "Use Proxy";
    case 307:
      return "Temporary Redirect";
    case 308:
      return "Permanent Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 402:
      return "Payment Required";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 407:
      return "Proxy Authentication Required";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 411:
      return "Length Required";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Request Entity Too Large";
    case 414:
      return "Request URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 416:
      return "Requested Range Not Satisfiable";
    case 417:
      return "Expectation Failed";
    case 421:
      return "Misdirected Request";
    case 422:
      return "Unprocessable Entity";
    case 423:
      return "Locked";
    case 424:
      return "Failed Dependency";
    case 425:
      return "Too Early";
    case 426:
      return "Upgrade Required";
    case 428:
      return "Precondition Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 451:
      return "Unavailable For Legal Reasons";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 502:
      return "Bad Gateway";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    case 505:
      return "HTTP Version Not Supported";
    case 507:
      return "Insufficient Storage";
    case 508:
      return "Loop Detected";
    case 511:
      return "Network Authentication Required";
    default:
      return "";
  }
}

}  // namespace mock::http
