#include "identity/internal/text/url_parts.h"

#include <algorithm>
#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "identity/internal/text/byte_class.h"
#include "identity/internal/text/go_text.h"

namespace azure::identity::internal {
namespace {

absl::StatusOr<std::string> FormDecode(absl::string_view text) {
  // An error shows what is written.
  if (absl::Status status = PercentDecode(text).status(); !status.ok()) return status;
  return PercentDecode(absl::StrReplaceAll(text, {{"+", " "}}));
}

}  // namespace

UrlParts SplitUrl(absl::string_view url) {
  UrlParts parts;
  absl::string_view rest = url.substr(0, url.find('#'));
  const auto end = std::find_if_not(
      rest.begin(), rest.end(), [](char c) { return IsAlnum(c) || absl::StrContains("+-.", c); });
  if (end != rest.end() && *end == ':') {
    parts.has_scheme = true;
    parts.scheme = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
    rest.remove_prefix(parts.scheme.size() + 1);
  }
  if (const std::size_t question_mark = rest.find('?'); question_mark != absl::string_view::npos) {
    parts.has_query = true;
    parts.query = rest.substr(question_mark + 1);
    rest = rest.substr(0, question_mark);
  }
  // Without a scheme, three slashes are a path.
  if (absl::StartsWith(rest, "//") && (parts.has_scheme || !absl::StartsWith(rest, "///"))) {
    parts.has_authority = true;
    rest.remove_prefix(2);
    parts.host = rest.substr(0, rest.find('/'));
    rest.remove_prefix(parts.host.size());
    if (const std::size_t at = parts.host.rfind('@'); at != absl::string_view::npos) {
      parts.has_user_info = true;
      parts.user_info = parts.host.substr(0, at);
      parts.host.remove_prefix(at + 1);
    }
  }
  parts.path = rest;
  return parts;
}

bool IsUnreserved(char c) { return IsAlnum(c) || absl::StrContains("-_.~", c); }

std::string PercentEncode(absl::string_view text, absl::string_view kept) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (IsUnreserved(c) || absl::StrContains(kept, c)) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return out;
}

absl::StatusOr<std::string> PercentDecode(absl::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    const absl::string_view escape = text.substr(i, 3);
    if (escape.size() < 3 || !IsHex(escape[1]) || !IsHex(escape[2])) {
      return absl::InvalidArgumentError(absl::StrCat("invalid URL escape ", QuoteGo(escape)));
    }
    out += absl::HexStringToBytes(escape.substr(1));
    i += 2;
  }
  return out;
}

absl::StatusOr<std::pair<std::string, std::string>> DecodeFormField(absl::string_view field) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(field, absl::MaxSplits('=', 1));
  absl::StatusOr<std::string> name = FormDecode(parts.first);
  if (!name.ok()) return name.status();
  absl::StatusOr<std::string> value = FormDecode(parts.second);
  if (!value.ok()) return value.status();
  return std::make_pair(*std::move(name), *std::move(value));
}

}  // namespace azure::identity::internal
