#include "mock_entra/exchange/token_request.h"

#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "mock_common/text/json_text.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

using Json = nlohmann::ordered_json;

// Clients of Java say nothing (MSAL4J at the device code's endpoint).
bool IsForm(absl::string_view content_type) {
  if (content_type.empty()) return true;
  const absl::string_view type =
      absl::StripAsciiWhitespace(content_type.substr(0, content_type.find(';')));
  return absl::EqualsIgnoreCase(type, "application/x-www-form-urlencoded");
}

// "Basic base64(id:secret)", both form-encoded (RFC 6749, section 2.3.1).
std::optional<std::pair<std::string, std::string>> BasicCredentials(absl::string_view header) {
  const std::size_t space = header.find(' ');
  if (space == absl::string_view::npos || !absl::EqualsIgnoreCase(header.substr(0, space), "basic"))
    return std::nullopt;
  std::string pair;
  if (!absl::Base64Unescape(absl::StripAsciiWhitespace(header.substr(space)), &pair)) {
    return std::nullopt;
  }
  const std::size_t colon = pair.find(':');
  if (colon == std::string::npos) return std::nullopt;
  const auto decoded =
      http::ParseForm(absl::StrCat("a=", pair.substr(0, colon), "&b=", pair.substr(colon + 1)));
  if (!decoded.has_value() || decoded->size() != 2) return std::nullopt;
  return std::make_pair((*decoded)[0].second, (*decoded)[1].second);
}

}  // namespace

TokenRequest ParseTokenRequest(const http::Request& request, absl::string_view tenant,
                               Version version) {
  TokenRequest parsed;
  parsed.tenant = std::string(tenant);
  parsed.version = version;
  if (IsForm(request.headers.Get("Content-Type"))) {
    auto form = http::ParseForm(request.body);
    parsed.malformed = !form.has_value();
    if (form.has_value()) parsed.form = *std::move(form);
  }
  parsed.client_id = std::string(parsed.Get("client_id"));
  parsed.client_secret = std::string(parsed.Get("client_secret"));
  if (parsed.client_id.empty() && parsed.client_secret.empty()) {
    if (auto basic = BasicCredentials(request.headers.Get("Authorization"))) {
      parsed.client_id = std::move(basic->first);
      parsed.client_secret = std::move(basic->second);
    }
  }
  return parsed;
}

std::vector<std::string> ClientCapabilities(const TokenRequest& request) {
  std::vector<std::string> capabilities;
  const absl::string_view claims = request.Get("claims");
  if (claims.empty()) return capabilities;
  const Json json = scenario::ParseOrderedJson(claims);
  const Json::json_pointer path("/access_token/xms_cc/values");
  if (!json.is_object() || !json.contains(path) || !json.at(path).is_array()) return capabilities;
  for (const Json& value : json.at(path)) {
    if (value.is_string()) {
      capabilities.push_back(absl::AsciiStrToLower(value.get_ref<const std::string&>()));
    }
  }
  return capabilities;
}

Values ValuesOf(const TokenRequest& request) {
  Values values = {
      {"tenant", request.tenant},
      {"tenantId", request.tenant},
      {"tenantDisplayName", request.tenant},
      {"appId", request.client_id},
      {"appid", request.client_id},
      {"client_id", request.client_id},
      {"clientAppId", request.client_id},
      {"principalId", request.client_id},
  };
  for (const char* name : {"scope", "grant_type", "resource"}) {
    const absl::string_view value = request.Get(name);
    if (!value.empty()) values[name] = std::string(value);
  }
  return values;
}

}  // namespace mock::entra
