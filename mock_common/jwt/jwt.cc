#include "mock_common/jwt/jwt.h"

#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "mock_common/jwt/base64url.h"

namespace mock::jwt {
namespace {

// nullopt for anything but one JSON object whose names are unique, at every
// depth: two parsers that disagree about which "aud" counts are an attack.
std::optional<nlohmann::json> ParseObject(absl::string_view text) {
  std::vector<std::set<std::string>> names;
  bool repeated = false;
  const auto watch = [&](int, nlohmann::json::parse_event_t event, nlohmann::json& parsed) {
    using Event = nlohmann::json::parse_event_t;
    if (event == Event::object_start) names.emplace_back();
    if (event == Event::object_end) names.pop_back();
    if (event == Event::key) {
      repeated |= !names.back().insert(parsed.get_ref<const std::string&>()).second;
    }
    return true;
  };
  auto json = nlohmann::json::parse(text.begin(), text.end(), watch, /*allow_exceptions=*/false);
  if (!json.is_object() || repeated) return std::nullopt;
  return json;
}

absl::StatusOr<nlohmann::json> DecodePart(absl::string_view part, absl::string_view name) {
  const auto text = Base64UrlDecode(part);
  if (!text) {
    return absl::InvalidArgumentError(absl::StrCat("the JWT ", name, " is not base64url"));
  }
  auto object = ParseObject(*text);
  if (!object) {
    return absl::InvalidArgumentError(
        absl::StrCat("the JWT ", name, " is not a JSON object with unique names"));
  }
  return *std::move(object);
}

}  // namespace

absl::StatusOr<std::string> EncodeRs256(const SigningKey& key, absl::string_view header_json,
                                        absl::string_view claims_json) {
  std::string token = absl::StrCat(Base64UrlEncode(header_json), ".", Base64UrlEncode(claims_json));
  const auto signature = key.SignRs256(token);
  if (!signature.ok()) return signature.status();
  absl::StrAppend(&token, ".", Base64UrlEncode(*signature));
  return token;
}

absl::string_view Jwt::HeaderString(const char* name) const {
  const auto it = header.find(name);
  if (it == header.end() || !it->is_string()) return "";
  return it->get_ref<const std::string&>();
}

absl::StatusOr<Jwt> ParseJwt(absl::string_view token) {
  const std::vector<absl::string_view> parts = absl::StrSplit(token, '.');
  if (parts.size() != 3) {
    return absl::InvalidArgumentError(
        absl::StrCat("the JWT has ", parts.size(), " part(s) instead of 3"));
  }
  auto header = DecodePart(parts[0], "header");
  if (!header.ok()) return header.status();
  auto claims = DecodePart(parts[1], "payload");
  if (!claims.ok()) return claims.status();
  auto signature = Base64UrlDecode(parts[2]);
  if (!signature) return absl::InvalidArgumentError("the JWT signature is not base64url");
  Jwt jwt;
  jwt.header = *std::move(header);
  jwt.claims = *std::move(claims);
  jwt.signing_input = std::string(token.substr(0, parts[0].size() + 1 + parts[1].size()));
  jwt.signature = *std::move(signature);
  return jwt;
}

}  // namespace mock::jwt
