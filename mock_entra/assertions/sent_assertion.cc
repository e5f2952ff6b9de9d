#include "mock_entra/assertions/sent_assertion.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "mock_common/jwt/jwt.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

// The year 9999, beyond which no format of Entra's goes.
constexpr double kLatest = 253402300799.0;

bool HasSoundTypes(const nlohmann::json& claims) {
  for (const char* name : {"iss", "sub", "aud"}) {
    if (claims.contains(name) && !claims[name].is_string()) return false;
  }
  for (const char* name : {"nbf", "exp", "iat"}) {
    if (claims.contains(name) && !claims[name].is_number()) return false;
  }
  return true;
}

std::size_t AudienceCount(const nlohmann::json& claims) {
  const auto found = claims.find("aud");
  return found != claims.end() && found->is_array() ? found->size() : 1;
}

std::string UpperHex(absl::string_view bytes) {
  return absl::AsciiStrToUpper(absl::BytesToHexString(bytes));
}

}  // namespace

std::variant<jwt::Jwt, Refusal> ReadAssertion(absl::string_view text,
                                              std::initializer_list<absl::string_view> algorithms,
                                              std::initializer_list<const char*> required) {
  auto assertion = jwt::ParseJwt(text);
  if (assertion.ok() && AudienceCount(assertion->claims) > 1) {
    return Refusal{5002741,
                   {{"count", absl::StrCat(AudienceCount(assertion->claims))}},
                   "",
                   "the assertion has more than one audience",
                   "aud"};
  }
  if (!assertion.ok() || assertion->header.contains("crit") || !HasSoundTypes(assertion->claims)) {
    return Refusal{50027, {}, "", "the assertion is no JWT, or one of its claims has a wrong type"};
  }
  const absl::string_view algorithm = assertion->HeaderString("alg");
  if (std::find(algorithms.begin(), algorithms.end(), algorithm) == algorithms.end()) {
    return Refusal{5002738,
                   {{"alg", std::string(algorithm)}},
                   "",
                   "the assertion's alg is not one that is taken"};
  }
  for (const char* name : required) {
    if (Claim(*assertion, name).empty()) {
      return Refusal{
          90014, {{"name", name}}, "", absl::StrCat("the assertion has no claim ", name), name};
    }
  }
  return *std::move(assertion);
}

absl::string_view Claim(const jwt::Jwt& assertion, const char* name) {
  const auto found = assertion.claims.find(name);
  if (found == assertion.claims.end() || !found->is_string()) return "";
  return found->get_ref<const std::string&>();
}

absl::Time ClaimTime(const jwt::Jwt& assertion, const char* name) {
  const auto found = assertion.claims.find(name);
  if (found == assertion.claims.end() || !found->is_number()) return absl::UnixEpoch();
  const double seconds = std::clamp(found->get<double>(), 0.0, kLatest);
  return absl::FromUnixSeconds(static_cast<std::int64_t>(seconds));
}

std::optional<Refusal> CheckValidity(const jwt::Jwt& assertion, absl::Time now) {
  const absl::Time not_before = ClaimTime(assertion, "nbf");
  const absl::Time expires = ClaimTime(assertion, "exp");
  const bool begun = now + kClockSkew >= not_before;
  if (begun && now - kClockSkew < expires) return std::nullopt;
  return Refusal{700024,
                 {{"now", AssertionTime(now)},
                  {"nbf", AssertionTime(not_before)},
                  {"exp", AssertionTime(expires)}},
                 "",
                 "the assertion is not valid now: its nbf or exp",
                 begun ? "exp" : "nbf"};
}

std::string AssertionTime(absl::Time time) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%E7SZ", time, absl::UTCTimeZone());
}

std::string CertificateTime(absl::Time time) {
  return absl::FormatTime("%m/%d/%Y %H:%M:%S", time, absl::UTCTimeZone());
}

std::string ThumbprintOf(const jwt::Jwt& assertion) {
  for (const char* name : {"x5t", "x5t#S256"}) {
    const std::string digest = DecodeBase64(assertion.HeaderString(name));
    if (!digest.empty()) return UpperHex(digest);
  }
  return std::string(assertion.HeaderString("kid"));
}

std::string DecodeBase64(absl::string_view text) {
  std::string bytes;
  if (absl::Base64Unescape(text, &bytes) || absl::WebSafeBase64Unescape(text, &bytes)) return bytes;
  return "";
}

}  // namespace mock::entra
