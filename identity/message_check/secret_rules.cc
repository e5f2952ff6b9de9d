#include "identity/message_check/secret_rules.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace azure::identity::internal {
namespace {

struct SecretName {
  absl::string_view name;  // in lower case
  absl::string_view rule;
};

constexpr SecretName kSecretNames[] = {
    {"access_token", "secret-token"},
    {"accesstoken", "secret-token"},
    {"accountkey", "secret-sas"},
    {"assertion", "secret-token"},
    {"authorization", "secret-authorization"},
    {"client_assertion", "secret-token"},
    {"client_secret", "secret-client-secret"},
    {"device_code", "secret-token"},
    {"id_token", "secret-token"},
    {"oidctoken", "secret-token"},
    {"password", "secret-password"},
    {"refresh_token", "secret-refresh-token"},
    {"refreshtoken", "secret-refresh-token"},
    {"sharedaccesskey", "secret-sas"},
    {"sig", "secret-sas"},
};

bool IsWordCharacter(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-';
}

bool IsTokenCharacter(char c) { return IsWordCharacter(c) || c == '.'; }

std::size_t EndOf(absl::string_view text, std::size_t begin, bool (*belongs)(char)) {
  while (begin < text.size() && belongs(text[begin])) ++begin;
  return begin;
}

// Whether `value` only stands for a secret, as "REDACTED", "***", Go's "xxxxx" or "{secret}".
bool IsMasked(absl::string_view value) {
  if (absl::StrContains(absl::AsciiStrToLower(value.substr(0, 64)), "redacted")) return true;
  if (value.empty() || value == "null") return true;
  if (value.front() == '<' || value.front() == '{' || value.front() == '[') return true;
  return value.find_first_not_of("*xX.") == absl::string_view::npos;
}

// Where the value behind a name begins that ends at `end`: behind "=", or behind ":" with
// quotes on one side or both. npos if no value stands there.
std::size_t ValueBehind(absl::string_view text, std::size_t end, bool is_header) {
  constexpr absl::string_view kNone = " \t";
  if (end < text.size() && text[end] == '=') return end + 1;
  const std::size_t colon = text.find_first_not_of("\\\"", end);
  if (colon == absl::string_view::npos || text[colon] != ':') return absl::string_view::npos;
  if (colon == end && !is_header) return absl::string_view::npos;  // "password: wrong" is prose
  const std::size_t value = text.find_first_not_of(kNone, colon + 1);
  if (value == absl::string_view::npos) return value;
  const std::size_t quoted = text.find_first_not_of("\\\"", value);
  // An empty string, or what follows it.
  if (quoted != absl::string_view::npos && quoted > value && text[quoted] == ',') {
    return absl::string_view::npos;
  }
  return quoted;
}

void CheckNamed(const Line& line, Report& report) {
  const absl::string_view text = line.text();
  for (std::size_t begin = 0; begin < text.size(); ++begin) {
    const std::size_t end = EndOf(text, begin, IsWordCharacter);
    if (end == begin) continue;
    const absl::string_view word = text.substr(begin, end - begin);
    begin = end;
    const auto* found = std::find_if(
        std::begin(kSecretNames), std::end(kSecretNames),
        [&](const SecretName& secret) { return absl::EqualsIgnoreCase(secret.name, word); });
    if (found == std::end(kSecretNames)) continue;
    const bool is_header = found->name == "authorization";
    const std::size_t value = ValueBehind(text, end, is_header);
    if (value == absl::string_view::npos) continue;
    // A header's value has blanks in it: "Bearer REDACTED". Its beginning will do, and keeps
    // the time linear.
    const absl::string_view rest = text.substr(value, 64);
    const std::size_t stop = rest.find_first_of(is_header ? "\"\\," : "& \t\r\"'<>\\,;}");
    if (IsMasked(rest.substr(0, stop))) continue;
    report.Add(found->rule, line, value, absl::StrCat("the value of ", found->name));
  }
}

// "eyJ" is how the base64 of a JSON object begins; "0.A" and "1.A" how Entra ID's refresh
// tokens do.
void CheckShapes(const Line& line, Report& report) {
  const absl::string_view text = line.text();
  for (std::size_t begin = 0; begin < text.size(); ++begin) {
    const std::size_t end = EndOf(text, begin, IsTokenCharacter);
    const absl::string_view word = text.substr(begin, end - begin);
    const std::size_t dot = word.find('.');
    if (absl::StartsWith(word, "eyJ") && word.size() >= 20 && dot != absl::string_view::npos &&
        word.find_first_not_of('.', dot) != absl::string_view::npos) {
      report.Add("secret-jwt", line, begin, "a JSON Web Token");
    }
    if ((absl::StartsWith(word, "0.A") || absl::StartsWith(word, "1.A")) && word.size() >= 100) {
      report.Add("secret-refresh-token", line, begin, "the shape of a refresh token");
    }
    begin = end;
  }
}

// https://user:password@host
void CheckUrls(const Line& line, Report& report) {
  const absl::string_view text = line.text();
  std::size_t at = 0;
  while ((at = text.find("://", at)) != absl::string_view::npos) {
    at += 3;
    const std::size_t end = std::min(text.find_first_of("/?# \t\"'<>\\", at), text.size());
    const absl::string_view authority = text.substr(at, end - at);
    const std::size_t host = authority.rfind('@');
    const std::size_t colon = authority.find(':');
    if (host != absl::string_view::npos && colon < host &&
        !IsMasked(authority.substr(colon + 1, host - colon - 1))) {
      report.Add("secret-password", line, at + colon + 1, "a password in a URL");
    }
    at = end;
  }
}

}  // namespace

void CheckSecrets(const Line& line, Report& report) {
  CheckNamed(line, report);
  CheckShapes(line, report);
  CheckUrls(line, report);
}

}  // namespace azure::identity::internal
