#include "identity/internal/text/url.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "identity/internal/text/go_text.h"
#include "identity/internal/text/go_url.h"

namespace azure::identity::internal {
namespace {

constexpr auto kNone = absl::string_view::npos;

// The reason alone; ParseUrl() adds what was parsed.
absl::Status Invalid(absl::string_view reason) { return absl::InvalidArgumentError(reason); }

bool IsControl(char c) { return absl::ascii_iscntrl(static_cast<unsigned char>(c)); }
bool IsDigit(char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); }
bool IsAlnum(char c) { return absl::ascii_isalnum(static_cast<unsigned char>(c)); }
bool IsHex(char c) { return absl::ascii_isxdigit(static_cast<unsigned char>(c)); }

absl::StatusOr<std::string> Unescape(absl::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    const absl::string_view escape = text.substr(i, 3);
    if (escape.size() < 3 || !IsHex(escape[1]) || !IsHex(escape[2])) {
      return Invalid(absl::StrCat("invalid URL escape ", QuoteGo(escape)));
    }
    decoded += absl::HexStringToBytes(escape.substr(1));
    i += 2;
  }
  return decoded;
}

absl::StatusOr<std::string> UnescapeQuery(absl::string_view text) {
  if (absl::Status status = Unescape(text).status(); !status.ok()) return status;
  return Unescape(absl::StrReplaceAll(text, {{"+", " "}}));
}

// In a host name only bytes outside ASCII may be escaped, and "%" itself.
absl::StatusOr<std::string> UnescapeHost(absl::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '%') {
      const absl::string_view escape = text.substr(i, 3);
      const bool well_formed = escape.size() == 3 && IsHex(escape[1]) && IsHex(escape[2]);
      if (!well_formed || (escape[1] < '8' && escape != "%25")) {
        return Invalid(absl::StrCat("invalid URL escape ", QuoteGo(escape)));
      }
      i += 2;
    } else if (static_cast<unsigned char>(c) < 0x80 && !IsAlnum(c) &&
               !absl::StrContains("-_.~!$&'()*+,;=:[]<>\"", c)) {
      return Invalid(
          absl::StrCat("invalid character ", QuoteGo(text.substr(i, 1)), " in host name"));
    }
  }
  return Unescape(text);
}

absl::Status CheckPort(absl::string_view colon_port) {
  if (colon_port.empty()) return absl::OkStatus();
  const absl::string_view digits = colon_port.substr(1);
  if (colon_port[0] == ':' && std::all_of(digits.begin(), digits.end(), IsDigit)) {
    return absl::OkStatus();
  }
  return Invalid(absl::StrCat("invalid port ", QuoteGo(colon_port), " after host"));
}

absl::StatusOr<std::string> ParseIpLiteral(absl::string_view host) {
  const std::size_t close = host.rfind(']');
  if (close == kNone) return Invalid("missing ']' in host");
  if (absl::Status status = CheckPort(host.substr(close + 1)); !status.ok()) return status;
  absl::StatusOr<std::string> address = UnescapeHost(host.substr(1, close - 1));
  if (!address.ok()) return address;
  const std::string without_zone = address->substr(0, address->find('%'));
  in6_addr ignored;
  if (inet_pton(AF_INET6, without_zone.c_str(), &ignored) != 1)
    return Invalid("invalid IP-literal");
  return absl::StrCat("[", *address, "]", host.substr(close + 1));
}

absl::StatusOr<std::string> ParseHost(absl::string_view scheme, absl::string_view host) {
  const std::size_t open = host.rfind('[');
  if (open == 0) return ParseIpLiteral(host);
  if (open != kNone) return Invalid("invalid IP-literal");
  const bool strict = scheme == "http" || scheme == "https";
  const std::size_t colon = strict ? host.find(':') : host.rfind(':');
  if (colon != kNone) {
    if (absl::Status status = CheckPort(host.substr(colon)); !status.ok()) return status;
  }
  return UnescapeHost(host);
}

absl::Status ParseAuthority(absl::string_view authority, Url& url) {
  const std::size_t at = authority.rfind('@');
  absl::StatusOr<std::string> host =
      ParseHost(url.scheme, at == kNone ? authority : authority.substr(at + 1));
  if (!host.ok()) return host.status();
  url.host = *std::move(host);
  if (at == kNone) return absl::OkStatus();
  const absl::string_view user_info = authority.substr(0, at);
  const bool valid = std::all_of(user_info.begin(), user_info.end(), [](char c) {
    return IsAlnum(c) || absl::StrContains("-._:~!$&'()*+,;=%@", c);
  });
  if (!valid) return Invalid("net/url: invalid userinfo");
  url.user_info = std::string(user_info);
  return Unescape(user_info).status();
}

// Takes "scheme:" off `rest`, if it starts with one.
absl::Status ParseScheme(absl::string_view& rest, Url& url) {
  const auto end = std::find_if_not(
      rest.begin(), rest.end(), [](char c) { return IsAlnum(c) || absl::StrContains("+-.", c); });
  if (end == rest.end() || *end != ':') return absl::OkStatus();
  const auto length = static_cast<std::size_t>(end - rest.begin());
  if (length == 0) return Invalid("missing protocol scheme");
  if (!absl::ascii_isalpha(static_cast<unsigned char>(rest[0]))) return absl::OkStatus();
  url.scheme = absl::AsciiStrToLower(rest.substr(0, length));
  rest.remove_prefix(length + 1);
  return absl::OkStatus();
}

absl::StatusOr<Url> Parse(absl::string_view rest) {
  Url url;
  if (std::any_of(rest.begin(), rest.end(), IsControl)) {
    return Invalid("net/url: invalid control character in URL");
  }
  if (absl::Status status = ParseScheme(rest, url); !status.ok()) return status;

  const std::size_t question_mark = rest.find('?');
  if (question_mark != kNone) {
    url.has_query = true;
    url.query = std::string(rest.substr(question_mark + 1));
    rest = rest.substr(0, question_mark);
  }

  if (!absl::StartsWith(rest, "/") && url.scheme.empty() &&
      absl::StrContains(rest.substr(0, rest.find('/')), ':')) {
    return Invalid("first path segment in URL cannot contain colon");
  }
  if (absl::StartsWith(rest, "//") && (!url.scheme.empty() || !absl::StartsWith(rest, "///"))) {
    rest.remove_prefix(2);
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    if (absl::Status status = ParseAuthority(rest.substr(0, slash), url); !status.ok()) {
      return status;
    }
    rest.remove_prefix(slash);
  }
  url.escaped_path = std::string(rest);
  const bool opaque = url.host.empty() && !url.scheme.empty() && !absl::StartsWith(rest, "/");
  absl::StatusOr<std::string> path = opaque ? std::string(rest) : Unescape(rest);
  if (!path.ok()) return path.status();
  url.path = *std::move(path);
  return url;
}

using QueryFields = std::map<std::string, std::vector<std::string>>;

std::string EncodeQueryFields(const QueryFields& fields) {
  std::vector<std::string> pairs;
  for (const auto& [name, values] : fields) {
    for (const std::string& value : values) {
      pairs.push_back(absl::StrCat(QueryEscape(name), "=", QueryEscape(value)));
    }
  }
  return absl::StrJoin(pairs, "&");
}

}  // namespace

std::string Url::Hostname() const {
  if (absl::StartsWith(host, "[")) return host.substr(1, host.find(']') - 1);
  return host.substr(0, host.rfind(':'));
}

std::string Url::Port() const {
  const std::size_t colon = host.rfind(':');
  if (colon == std::string::npos || absl::EndsWith(host, "]")) return "";
  return host.substr(colon + 1);
}

std::string Url::ToString() const {
  return absl::StrCat(WithoutQuery(), query.empty() ? "" : "?", query);
}

std::string Url::WithoutQuery() const {
  const char* const bare_mark = has_query && query.empty() ? "?" : "";
  if (scheme.empty() && host.empty()) return absl::StrCat(escaped_path, bare_mark);
  return absl::StrCat(scheme, scheme.empty() ? "//" : "://", host, escaped_path, bare_mark);
}

absl::StatusOr<Url> ParseUrl(absl::string_view text) {
  const std::size_t number_sign = std::min(text.find('#'), text.size());
  const absl::string_view without_fragment = text.substr(0, number_sign);
  absl::StatusOr<Url> url = Parse(without_fragment);
  absl::Status status = url.status();
  absl::string_view culprit = without_fragment;
  if (status.ok()) {
    status = Unescape(text.substr(number_sign)).status();
    culprit = text;
  }
  if (status.ok()) return url;
  return absl::InvalidArgumentError(
      absl::StrCat("parse ", QuoteGo(culprit), ": ", status.message()));
}

std::string EncodeForm(const std::map<std::string, std::string>& fields) {
  std::string form;
  for (const auto& [name, value] : fields) {
    absl::StrAppend(&form, form.empty() ? "" : "&", QueryEscape(name), "=", QueryEscape(value));
  }
  return form;
}

std::string SetQueryFields(absl::string_view query,
                           const std::map<std::string, std::string>& fields) {
  QueryFields all;
  for (auto& [name, value] : ParseQuery(query)) all[name].push_back(value);
  for (const auto& [name, value] : fields) all[name] = {value};
  return EncodeQueryFields(all);
}

absl::StatusOr<std::map<std::string, std::string>> ParseForm(absl::string_view form) {
  std::map<std::string, std::string> fields;
  absl::Status status;
  for (const absl::string_view pair : absl::StrSplit(form, '&', absl::SkipEmpty())) {
    if (absl::StrContains(pair, ";")) {
      status = absl::InvalidArgumentError("invalid semicolon separator in query");
      continue;
    }
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(pair, absl::MaxSplits('=', 1));
    const absl::StatusOr<std::string> name = UnescapeQuery(parts.first);
    status.Update(name.status());
    if (!name.ok()) continue;
    const absl::StatusOr<std::string> value = UnescapeQuery(parts.second);
    status.Update(value.status());
    if (value.ok()) fields.emplace(*name, *value);
  }
  if (!status.ok()) return status;
  return fields;
}

absl::StatusOr<std::string> EncodeQuery(absl::string_view url) {
  const std::size_t question_mark = url.find('?');
  if (question_mark == kNone) return std::string(url);
  QueryFields parameters;
  for (const absl::string_view pair :
       absl::StrSplit(url.substr(question_mark + 1), '&', absl::SkipEmpty())) {
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(pair, absl::MaxSplits('=', 1));
    const absl::StatusOr<std::string> name = UnescapeQuery(parts.first);
    if (!name.ok()) return name.status();
    const absl::StatusOr<std::string> value = UnescapeQuery(parts.second);
    if (!value.ok()) return value.status();
    parameters[*name].push_back(*value);
  }
  return absl::StrCat(url.substr(0, question_mark), "?", EncodeQueryFields(parameters));
}

}  // namespace azure::identity::internal
