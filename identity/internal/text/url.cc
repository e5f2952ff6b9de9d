#include "identity/internal/text/url.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "identity/internal/text/byte_class.h"
#include "identity/internal/text/go_text.h"
#include "identity/internal/text/go_url.h"
#include "identity/internal/text/url_parts.h"

namespace azure::identity::internal {
namespace {

constexpr auto kNone = absl::string_view::npos;

// The reason alone; ParseUrl() adds what was parsed.
absl::Status Invalid(absl::string_view reason) { return absl::InvalidArgumentError(reason); }

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
  return PercentDecode(text);
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

absl::Status CheckUserInfo(absl::string_view user_info) {
  const bool valid = std::all_of(user_info.begin(), user_info.end(), [](char c) {
    return IsAlnum(c) || absl::StrContains("-._:~!$&'()*+,;=%@", c);
  });
  if (!valid) return Invalid("net/url: invalid userinfo");
  return PercentDecode(user_info).status();
}

// The checks of url.Parse, in its order.
absl::StatusOr<Url> Parse(absl::string_view text) {
  if (std::any_of(text.begin(), text.end(), IsControl)) {
    return Invalid("net/url: invalid control character in URL");
  }
  const UrlParts parts = SplitUrl(text);
  if (parts.has_scheme && parts.scheme.empty()) return Invalid("missing protocol scheme");
  const bool scheme_is_a_segment =
      parts.has_scheme && !absl::ascii_isalpha(static_cast<unsigned char>(parts.scheme[0]));
  const absl::string_view first_segment = parts.path.substr(0, parts.path.find('/'));
  if (scheme_is_a_segment ||
      (!parts.has_scheme && !parts.has_authority && absl::StrContains(first_segment, ':'))) {
    return Invalid("first path segment in URL cannot contain colon");
  }
  Url url;
  url.scheme = absl::AsciiStrToLower(parts.scheme);
  url.has_query = parts.has_query;
  url.query = std::string(parts.query);
  if (parts.has_authority) {
    absl::StatusOr<std::string> host = ParseHost(url.scheme, parts.host);
    if (!host.ok()) return host.status();
    url.host = *std::move(host);
    if (absl::Status status = CheckUserInfo(parts.user_info); !status.ok()) return status;
    url.user_info = std::string(parts.user_info);
  }
  url.escaped_path = std::string(parts.path);
  const bool opaque = url.host.empty() && !url.scheme.empty() && !absl::StartsWith(parts.path, "/");
  absl::StatusOr<std::string> path = opaque ? url.escaped_path : PercentDecode(parts.path);
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

bool HaveSameOrigin(const Url& a, const Url& b) {
  const auto port = [](const Url& url) {
    const std::string named = url.Port();
    return named.empty() ? url.scheme == "https" ? "443" : "80" : named;
  };
  return a.scheme == b.scheme && port(a) == port(b) &&
         absl::EqualsIgnoreCase(a.Hostname(), b.Hostname());
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
    status = PercentDecode(text.substr(number_sign)).status();
    culprit = text;
  }
  if (status.ok()) return url;
  return absl::InvalidArgumentError(
      absl::StrCat("parse ", QuoteGo(culprit), ": ", status.message()));
}

std::string EncodeForm(const std::map<std::string, SecretString>& fields) {
  std::size_t size = 0;
  for (const auto& [name, value] : fields) size += 3 * (name.size() + value.size()) + 2;
  std::string form;
  form.reserve(size);  // so that it never grows
  for (const auto& [name, value] : fields) {
    if (!form.empty()) form += '&';
    AppendQueryEscaped(name, &form);
    form += '=';
    AppendQueryEscaped(value, &form);
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
    absl::StatusOr<QueryParameter> field = DecodeFormField(pair);
    status.Update(field.status());
    if (field.ok()) fields.insert(*std::move(field));
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
    absl::StatusOr<QueryParameter> parameter = DecodeFormField(pair);
    if (!parameter.ok()) return parameter.status();
    parameters[parameter->first].push_back(std::move(parameter->second));
  }
  return absl::StrCat(url.substr(0, question_mark), "?", EncodeQueryFields(parameters));
}

}  // namespace azure::identity::internal
