#include "identity/internal/text/go_url.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace azure::identity::internal {
namespace {

// The parts of a URL, as they are written in it, without user info and fragment.
struct UrlParts {
  std::string scheme;  // in lower case
  std::string host;    // with its port, if it names one
  std::string path;    // escaped
  std::string query;   // without "?"
  bool has_query = false;
};

bool IsScheme(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || absl::StrContains("+-.", c);
  });
}

UrlParts SplitUrl(absl::string_view url) {
  UrlParts parts;
  url = url.substr(0, url.find('#'));
  const std::size_t question_mark = url.find('?');
  if (question_mark != absl::string_view::npos) {
    parts.has_query = true;
    parts.query = std::string(url.substr(question_mark + 1));
    url = url.substr(0, question_mark);
  }
  const std::size_t colon = url.find("://");
  if (colon != absl::string_view::npos && IsScheme(url.substr(0, colon))) {
    parts.scheme = absl::AsciiStrToLower(url.substr(0, colon));
    url.remove_prefix(colon + 3);
    const std::size_t slash = std::min(url.find('/'), url.size());
    absl::string_view authority = url.substr(0, slash);
    const std::size_t at = authority.rfind('@');
    if (at != absl::string_view::npos) authority.remove_prefix(at + 1);
    parts.host = std::string(authority);
    url.remove_prefix(slash);
  }
  parts.path = std::string(url);
  return parts;
}

bool IsUnreserved(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || absl::StrContains("-_.~", c);
}

void AppendPercent(std::string& out, char c) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out += {'%', kHex[byte >> 4], kHex[byte & 15]};
}

// Nullopt where a "%" is not followed by two hexadecimal digits.
std::optional<std::string> Unescape(absl::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (i + 2 >= text.size() || !absl::ascii_isxdigit(static_cast<unsigned char>(text[i + 1])) ||
          !absl::ascii_isxdigit(static_cast<unsigned char>(text[i + 2]))) {
        return std::nullopt;
      }
      out += absl::HexStringToBytes(text.substr(i + 1, 2));
      i += 2;
    } else {
      out += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

// Whether a path needs no further escaping (net/url's validEncoded).
bool IsEscapedPath(absl::string_view path) {
  return std::all_of(path.begin(), path.end(), [](char c) {
    return IsUnreserved(c) || absl::StrContains("!$&'()*+,;=:@[]/%", c);
  });
}

std::string EscapePath(absl::string_view path) {
  std::string out;
  for (const char c : path) {
    if (IsUnreserved(c) || absl::StrContains("$&+,/:;=@", c)) {
      out += c;
    } else {
      AppendPercent(out, c);
    }
  }
  return out;
}

std::string EscapedPath(absl::string_view path) {
  if (IsEscapedPath(path)) return std::string(path);
  return EscapePath(Unescape(path, false).value_or(std::string(path)));
}

std::string Join(const UrlParts& url, absl::string_view path) {
  if (url.scheme.empty()) return std::string(path);
  return absl::StrCat(url.scheme, "://", url.host, path);
}

}  // namespace

std::vector<QueryParameter> ParseQuery(absl::string_view query) {
  std::vector<QueryParameter> parameters;
  for (const absl::string_view piece : absl::StrSplit(query, '&', absl::SkipEmpty())) {
    if (absl::StrContains(piece, ';')) continue;
    const std::pair<absl::string_view, absl::string_view> pair =
        absl::StrSplit(piece, absl::MaxSplits('=', 1));
    auto name = Unescape(pair.first, true);
    auto value = Unescape(pair.second, true);
    if (name && value) parameters.emplace_back(*std::move(name), *std::move(value));
  }
  return parameters;
}

std::string UrlWithDecodedPath(absl::string_view url) {
  const UrlParts parts = SplitUrl(url);
  return Join(parts, Unescape(parts.path, false).value_or(parts.path));
}

std::string UrlWithEscapedPath(absl::string_view url) {
  const UrlParts parts = SplitUrl(url);
  return Join(parts, EscapedPath(parts.path));
}

std::string RedactUrl(absl::string_view url, const std::set<std::string>& allowed_parameters) {
  const UrlParts parts = SplitUrl(url);
  std::vector<QueryParameter> parameters = ParseQuery(parts.query);
  std::stable_sort(
      parameters.begin(), parameters.end(),
      [](const QueryParameter& a, const QueryParameter& b) { return a.first < b.first; });
  std::string query;
  const std::string* redacted = nullptr;  // A redacted parameter is shown once.
  for (const auto& [name, value] : parameters) {
    const bool allowed = allowed_parameters.count(absl::AsciiStrToLower(name)) != 0;
    if (!allowed && redacted != nullptr && *redacted == name) continue;
    if (!allowed) redacted = &name;
    absl::StrAppend(&query, query.empty() ? "" : "&", QueryEscape(name), "=",
                    allowed ? QueryEscape(value) : "REDACTED");
  }
  const bool bare_question_mark = parts.has_query && parts.query.empty();
  return absl::StrCat(Join(parts, EscapedPath(parts.path)),
                      query.empty() && !bare_question_mark ? "" : "?", query);
}

std::string QueryEscape(absl::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ' ') {
      out += '+';
    } else if (IsUnreserved(c)) {
      out += c;
    } else {
      AppendPercent(out, c);
    }
  }
  return out;
}

std::string PathEscape(absl::string_view text) {
  std::string out;
  for (const char c : text) {
    if (IsUnreserved(c) || absl::StrContains("$&+:=@", absl::string_view(&c, 1))) {
      out += c;
    } else {
      AppendPercent(out, c);
    }
  }
  return out;
}

}  // namespace azure::identity::internal
