#include "mock_entra/exchange/magic.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"
#include "mock_entra/errors/catalogue.h"
#include "mock_entra/exchange/identifiers.h"

namespace mock::entra {
namespace {

constexpr absl::string_view kGuidPrefix = "aad57500-0000-0000-0000-";

constexpr absl::string_view kCodePrefix = "aadsts-";
constexpr absl::string_view kStatusPrefix = "http-";
constexpr absl::string_view kFaultPrefix = "fault-";
constexpr absl::string_view kFlawPrefix = "token-";

constexpr std::pair<absl::string_view, http::Fault::Kind> kFaults[] = {
    {"reset", http::Fault::Kind::kReset},
    {"close", http::Fault::Kind::kClose},
    {"hang", http::Fault::Kind::kHang},
    {"garbage", http::Fault::Kind::kGarbage},
    {"truncate-body", http::Fault::Kind::kTruncateBody},
};

constexpr std::pair<absl::string_view, TokenFlaw> kTokenFlaws[] = {
    {"expired", TokenFlaw::kExpired},
    {"not-yet-valid", TokenFlaw::kNotYetValid},
    {"wrong-audience", TokenFlaw::kWrongAudience},
    {"wrong-issuer", TokenFlaw::kWrongIssuer},
    {"tampered", TokenFlaw::kTampered},
    {"alg-none", TokenFlaw::kAlgNone},
    {"unknown-key", TokenFlaw::kUnknownKey},
};

// Whether the value may be magic at all, as hardly any is.
bool IsMarked(absl::string_view value) {
  // Few begin with the first letter of one.
  if (value.empty() || !absl::StrContains("ahftAHFT", value[0])) return false;
  for (const absl::string_view prefix :
       {kGuidPrefix, kCodePrefix, kStatusPrefix, kFaultPrefix, kFlawPrefix}) {
    if (absl::StartsWithIgnoreCase(value, prefix)) return true;
  }
  return false;
}

// The entry of that name; null if there is none.
template <typename Entry, std::size_t N>
const Entry* FindEntry(const Entry (&entries)[N], absl::string_view name) {
  const auto* const found = std::find_if(std::begin(entries), std::end(entries),
                                         [&](const Entry& entry) { return entry.first == name; });
  return found == std::end(entries) ? nullptr : found;
}

std::optional<Magic> ForCode(absl::string_view code, absl::string_view variant) {
  Magic magic;
  if (!absl::SimpleAtoi(code, &magic.code)) return std::nullopt;
  magic.variant = std::string(variant);
  if (Catalogue::BuiltIn().Find(magic.code, variant) == nullptr) return std::nullopt;
  return magic;
}

std::optional<Magic> Parse(absl::string_view value) {
  if (absl::ConsumePrefix(&value, kCodePrefix)) {
    const std::size_t dash = value.find('-');
    if (dash == absl::string_view::npos) return ForCode(value, "");
    return ForCode(value.substr(0, dash), value.substr(dash + 1));
  }
  if (absl::ConsumePrefix(&value, kStatusPrefix)) {
    Magic magic;
    const bool error = absl::SimpleAtoi(value, &magic.status) && value.size() == 3 &&
                       magic.status >= 400 && magic.status <= 599;
    return error ? std::optional<Magic>(magic) : std::nullopt;
  }
  if (absl::ConsumePrefix(&value, kFaultPrefix)) {
    const auto* const found = FindEntry(kFaults, value);
    if (found == nullptr) return std::nullopt;
    Magic magic;
    magic.fault = found->second;
    return magic;
  }
  if (absl::ConsumePrefix(&value, kFlawPrefix)) {
    const auto* const found = FindEntry(kTokenFlaws, value);
    if (found == nullptr) return std::nullopt;
    Magic magic;
    magic.token_flaw = found->second;
    return magic;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Magic> ParseMagic(absl::string_view value) {
  if (!IsMarked(value)) return std::nullopt;
  return Parse(absl::AsciiStrToLower(value));
}

std::optional<Magic> ParseMagicName(absl::string_view name) {
  if (!IsMarked(name)) return std::nullopt;
  const std::string lower = absl::AsciiStrToLower(name);
  absl::string_view digits = lower;
  if (IsGuid(lower) && absl::ConsumePrefix(&digits, kGuidPrefix)) return ForCode(digits, "");
  return Parse(absl::string_view(lower).substr(0, lower.find('.')));
}

std::optional<Magic> ParseMagicUserName(absl::string_view user_name) {
  return ParseMagic(user_name.substr(0, user_name.find('@')));
}

std::optional<Magic> FindMagic(const TokenRequest& request) {
  if (auto magic = ParseMagicName(request.tenant)) return magic;
  if (auto magic = ParseMagicName(request.client_id)) return magic;
  if (auto magic = ParseMagic(request.client_secret)) return magic;
  for (const char* name : {"client_assertion", "assertion"}) {
    if (auto magic = ParseMagic(request.Get(name))) return magic;
  }
  if (auto magic = ParseMagicUserName(request.Get("username"))) return magic;
  for (const char* name : {"password", "code", "refresh_token", "device_code"}) {
    if (auto magic = ParseMagic(request.Get(name))) return magic;
  }
  return std::nullopt;
}

bool IsTenantError(std::int64_t code) {
  for (const std::int64_t tenant_error : {90002, 900021, 900023, 90019}) {
    if (code == tenant_error) return true;
  }
  return false;
}

}  // namespace mock::entra
