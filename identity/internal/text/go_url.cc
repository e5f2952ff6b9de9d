#include "identity/internal/text/go_url.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "identity/internal/text/url_parts.h"

namespace azure::identity::internal {
namespace {

// What url.Parse would refuse is taken for a path.
struct TextUrl {
  explicit TextUrl(absl::string_view url) : parts(SplitUrl(url)) {
    if (!parts.scheme.empty() && parts.has_authority) {
      origin = absl::StrCat(absl::AsciiStrToLower(parts.scheme), "://", parts.host);
    } else {
      parts.path = url.substr(0, url.find_first_of("?#"));
    }
  }

  std::string WithPath(absl::string_view path) const { return absl::StrCat(origin, path); }

  UrlParts parts;
  std::string origin;  // "https://host", or ""
};

std::string DecodedPath(absl::string_view path) {
  return PercentDecode(path).value_or(std::string(path));
}

// Whether a path needs no further escaping (net/url's validEncoded).
bool IsEscapedPath(absl::string_view path) {
  return std::all_of(path.begin(), path.end(), [](char c) {
    return IsUnreserved(c) || absl::StrContains("!$&'()*+,;=:@[]/%", c);
  });
}

std::string EscapedPath(absl::string_view path) {
  if (IsEscapedPath(path)) return std::string(path);
  return PercentEncode(DecodedPath(path), "$&+,/:;=@");
}

}  // namespace

std::vector<QueryParameter> ParseQuery(absl::string_view query) {
  std::vector<QueryParameter> parameters;
  for (const absl::string_view piece : absl::StrSplit(query, '&', absl::SkipEmpty())) {
    if (absl::StrContains(piece, ';')) continue;
    absl::StatusOr<QueryParameter> parameter = DecodeFormField(piece);
    if (parameter.ok()) parameters.push_back(*std::move(parameter));
  }
  return parameters;
}

std::string UrlWithDecodedPath(absl::string_view url) {
  const TextUrl text(url);
  return text.WithPath(DecodedPath(text.parts.path));
}

std::string UrlWithEscapedPath(absl::string_view url) {
  const TextUrl text(url);
  return text.WithPath(EscapedPath(text.parts.path));
}

std::string RedactUrl(absl::string_view url, const std::set<std::string>& allowed_parameters) {
  const TextUrl text(url);
  const UrlParts& parts = text.parts;
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
  return absl::StrCat(text.WithPath(EscapedPath(parts.path)),
                      query.empty() && !bare_question_mark ? "" : "?", query);
}

std::string QueryEscape(absl::string_view text) {
  std::string out;
  AppendQueryEscaped(text, &out);
  return out;
}

void AppendQueryEscaped(absl::string_view text, std::string* out) {
  for (const char& c : text) {
    if (c == ' ') {
      *out += '+';
    } else if (IsUnreserved(c)) {
      *out += c;
    } else {
      *out += PercentEncode({&c, 1}, "");
    }
  }
}

std::string PathEscape(absl::string_view text) { return PercentEncode(text, "$&+:=@"); }

}  // namespace azure::identity::internal
