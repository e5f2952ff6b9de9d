#include "mock_common/text/secrets.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace mock::scenario {
namespace {

// Longer names belong to no protocol; they are taken for a secret in the wrong place.
constexpr std::size_t kLongestName = 64;

constexpr std::array<absl::string_view, 8> kNoSecrets = {
    "client_assertion_type", "requested_token_use", "requested_token_type", "subject_token_type",
    "actor_token_type",      "token_type",          "token_type_hint",      "password_change_url",
};

constexpr std::array<absl::string_view, 8> kSecretWords = {
    "secret", "passw", "pwd", "assertion", "token", "credential", "verifier", "private",
};

constexpr std::array<absl::string_view, 11> kSecretHeaderWords = {
    "authorization",   "cookie",           "secret",  "passw", "token",      "assertion",
    "identity-header", "subscription-key", "api-key", "code",  "credential",
};

// Sorted. Of OAuth 2 and OpenID Connect, Entra ID, managed identities, Azure's services with the
// shared access signatures of Storage (but for the signature), who a service says the caller is,
// and the fakes' own pages.
constexpr std::array<absl::string_view, 122> kPublicParameters = {
    "$count",
    "$expand",
    "$filter",
    "$orderby",
    "$search",
    "$select",
    "$skip",
    "$top",
    "access_type",
    "acr_values",
    "actor_token_type",
    "amr_values",
    "api-version",
    "appid",
    "audience",
    "authorization_endpoint",
    "button",
    "bypass_cache",
    "claims",
    "client-request-id",
    "client_assertion_type",
    "client_id",
    "client_info",
    "clientid",
    "code_challenge",
    "code_challenge_method",
    "comp",
    "correlation_id",
    "dc",
    "delimiter",
    "display",
    "domain_hint",
    "error",
    "error_codes",
    "error_description",
    "error_subcode",
    "error_uri",
    "expires_in",
    "expires_on",
    "ext_expires_in",
    "format",
    "grant_type",
    "haschrome",
    "include",
    "instance_aware",
    "iss",
    "lc",
    "login_hint",
    "marker",
    "max_age",
    "maxresults",
    "mi_res_id",
    "mkt",
    "msafed",
    "msi_res_id",
    "nonce",
    "nopa",
    "not_before",
    "object_id",
    "oid",
    "policy",
    "post_logout_redirect_uri",
    "prefix",
    "principal_id",
    "prompt",
    "realm",
    "redirect_uri",
    "reply_to",
    "req_cnf",
    "requested_token_type",
    "requested_token_use",
    "resource",
    "response_mode",
    "response_type",
    "restype",
    "return-client-request-id",
    "saoid",
    "scope",
    "se",
    "serviceconnectionid",
    "sip",
    "site",
    "ske",
    "skoid",
    "sks",
    "skt",
    "sktid",
    "skv",
    "slice",
    "snapshot",
    "sp",
    "spr",
    "sr",
    "srt",
    "ss",
    "sso_reload",
    "st",
    "state",
    "step",
    "suberror",
    "subject_token_type",
    "suoid",
    "sv",
    "tenant",
    "tenant_id",
    "tid",
    "timeout",
    "token_type",
    "token_type_hint",
    "trace_id",
    "ui_locales",
    "upn",
    "username",
    "versionid",
    "x-app-name",
    "x-app-ver",
    "x-client-cpu",
    "x-client-os",
    "x-client-sku",
    "x-client-ver",
    "x-ms-version",
    "xms_cc",
};

// Sorted.
constexpr std::array<absl::string_view, 49> kPublicHeaders = {
    "accept",
    "accept-encoding",
    "accept-language",
    "access-control-request-headers",
    "access-control-request-method",
    "cache-control",
    "client-request-id",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "date",
    "expect",
    "host",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-unmodified-since",
    "metadata",
    "origin",
    "pragma",
    "range",
    "retry-after",
    "return-client-request-id",
    "sec-fetch-dest",
    "sec-fetch-mode",
    "sec-fetch-site",
    "te",
    "traceparent",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "x-app-name",
    "x-app-ver",
    "x-client-cpu",
    "x-client-current-telemetry",
    "x-client-last-telemetry",
    "x-client-os",
    "x-client-sku",
    "x-client-ver",
    "x-ms-blob-type",
    "x-ms-client-request-id",
    "x-ms-date",
    "x-ms-lib-capability",
    "x-ms-range",
    "x-ms-return-client-request-id",
    "x-ms-version",
    "x-requested-with",
    "x-tfs-fedauthredirect",
};

template <std::size_t N>
bool ContainsAny(absl::string_view text, const std::array<absl::string_view, N>& words) {
  return std::any_of(words.begin(), words.end(),
                     [text](absl::string_view word) { return absl::StrContains(text, word); });
}

bool IsNameCharacter(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-' || c == '.' ||
         c == '$';
}

// Lower-cases without allocating: the journal asks for every parameter.
class LowerCase {
 public:
  explicit LowerCase(absl::string_view text) : size_(text.size()) {
    std::transform(text.begin(), text.end(), buffer_, absl::ascii_tolower);
  }
  absl::string_view view() const { return absl::string_view(buffer_, size_); }

 private:
  char buffer_[kLongestName];
  std::size_t size_;
};

// A set of names that have no case, by their length: the journal asks for some thirty of each
// exchange, and few names are as long as another.
class Names {
 public:
  template <std::size_t N>
  explicit Names(const std::array<absl::string_view, N>& names) {
    for (const absl::string_view name : names) of_length_[name.size()].push_back(name);
  }

  bool Contains(absl::string_view name) const {
    if (name.size() > kLongestName) return false;
    const auto& candidates = of_length_[name.size()];
    return std::any_of(candidates.begin(), candidates.end(), [name](absl::string_view candidate) {
      // Most differ in their last letter: the first ones are often "x-ms-".
      return (candidate.back() ^ name.back()) % 32 == 0 && absl::EqualsIgnoreCase(candidate, name);
    });
  }

 private:
  std::array<std::vector<absl::string_view>, kLongestName + 1> of_length_;
};

}  // namespace

bool IsPublicParameter(absl::string_view name) {
  static const auto* const kNames = new Names(kPublicParameters);
  return kNames->Contains(name);
}

bool MayShowParameter(absl::string_view name, absl::string_view value) {
  return value.empty() ? !IsSecretName(name) : IsPublicParameter(name) && !HidesSecret(value);
}

bool IsPublicHeader(absl::string_view name) {
  static const auto* const kNames = new Names(kPublicHeaders);
  return kNames->Contains(name);
}

bool MayShowHeader(absl::string_view name, absl::string_view value) {
  return value.empty() ? !IsSecretHeader(name) : IsPublicHeader(name) && !HidesSecret(value);
}

bool HidesSecret(absl::string_view value) {
  for (auto at = value.find('='); at != absl::string_view::npos; at = value.find('=', at + 1)) {
    std::size_t begin = at;
    while (begin > 0 && IsNameCharacter(value[begin - 1])) --begin;
    const absl::string_view after = value.substr(at + 1);
    // "==" and what is at the end are base64's padding.
    if (begin == at || after.empty() || after[0] == '=') continue;
    if (!IsPublicParameter(value.substr(begin, at - begin))) return true;
  }
  return false;
}

bool IsSecretName(absl::string_view name) {
  if (name.size() > kLongestName) return true;
  const LowerCase lower(name);
  const absl::string_view text = lower.view();
  if (text == "code" || absl::EndsWith(text, "_code")) return text != "error_code";
  if (!ContainsAny(text, kSecretWords)) return false;
  return std::find(kNoSecrets.begin(), kNoSecrets.end(), text) == kNoSecrets.end();
}

bool IsSecretHeader(absl::string_view name) {
  if (name.size() > kLongestName) return true;
  return ContainsAny(LowerCase(name).view(), kSecretHeaderWords);
}

}  // namespace mock::scenario
