#include "mock_entra/tokens/directory_claims.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "mock_common/text/json_text.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

using Json = nlohmann::ordered_json;

// How many groups a JWT has room for:
// https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
constexpr std::size_t kMostGroups = 200;

struct Sources {
  const TokenInput& input;
  const Application* audience = nullptr;  // null for Microsoft's resources
  const Account* user = nullptr;          // null for an application's own token
  TokenKind kind;

  bool Empty() const {
    if (!input.ordered_claims.empty() || (user != nullptr && !user->claims.empty())) return false;
    if (audience == nullptr) return true;
    const TokenConfiguration& tokens = audience->tokens;
    return tokens.roles.empty() && !tokens.groups && tokens.claims.empty() &&
           tokens.optional_id_claims.empty() && tokens.optional_access_claims.empty();
  }
};

bool IsMember(const Sources& sources, const AppRole& role) {
  return std::any_of(role.members.begin(), role.members.end(), [&](const std::string& member) {
    if (sources.user == nullptr) {
      return absl::EqualsIgnoreCase(member, sources.input.application.app_id);
    }
    const std::vector<std::string>& groups = sources.user->groups;
    return absl::EqualsIgnoreCase(member, sources.user->name) ||
           std::find(groups.begin(), groups.end(), member) != groups.end();
  });
}

void AddRoles(const Sources& sources, Json& claims) {
  std::set<std::string> roles;
  if (claims.contains("roles")) roles = claims["roles"].get<std::set<std::string>>();
  for (const AppRole& role : sources.audience->tokens.roles) {
    if (IsMember(sources, role)) roles.insert(role.role);
  }
  if (!roles.empty()) claims["roles"] = roles;
}

// Beyond the limit the token says where they can be asked for.
void AddGroups(const Sources& sources, Json& claims) {
  if (sources.user == nullptr || !sources.audience->tokens.groups) return;
  const std::vector<std::string>& groups = sources.user->groups;
  if (groups.size() > kMostGroups) {
    claims["_claim_names"]["groups"] = "src1";
    claims["_claim_sources"]["src1"]["endpoint"] = absl::StrCat(
        sources.input.authority.graph_base, "/v1.0/users/", sources.user->id, "/getMemberObjects");
  } else if (!groups.empty()) {
    claims["groups"] = groups;
  }
}

// Null if the account does not have it.
Json OptionalClaim(const Sources& sources, absl::string_view name) {
  if (name == "idtyp") return sources.user == nullptr ? "app" : "user";
  if (sources.user == nullptr) return nullptr;
  const Account& user = *sources.user;
  if (name == "acct") return user.home_tenant_id.empty() ? 0 : 1;
  if (name == "auth_time") {
    const absl::Time signed_in = sources.input.delegation->signed_in;
    return signed_in == absl::InfinitePast() ? Json() : Json(absl::ToUnixSeconds(signed_in));
  }
  const std::string& text = name == "email"         ? user.email
                            : name == "family_name" ? user.family_name
                            : name == "given_name"  ? user.given_name
                                                    : user.name;  // upn, preferred_username
  return text.empty() ? Json() : Json(text);
}

void AddOptional(const Sources& sources, Json& claims) {
  const TokenConfiguration& tokens = sources.audience->tokens;
  const auto& names =
      sources.kind == TokenKind::kId ? tokens.optional_id_claims : tokens.optional_access_claims;
  for (const std::string& name : names) {
    Json value = OptionalClaim(sources, name);
    if (!value.is_null()) claims[name] = std::move(value);
  }
}

void Merge(const std::string& own, Json& claims) {
  const Json parsed = scenario::ParseOrderedJson(own);
  if (parsed.is_object()) claims.update(parsed);
}

std::string InEntrasOrder(const Json& claims) {
  Json ordered;
  for (const char* name : {"aud", "iss", "iat", "nbf", "exp"}) {
    if (claims.contains(name)) ordered[name] = claims[name];
  }
  std::map<std::string, Json> rest;
  for (const auto& [name, value] : claims.items()) {
    if (!ordered.contains(name)) rest[name] = value;
  }
  for (auto& [name, value] : rest) ordered[name] = std::move(value);
  return scenario::JsonText(ordered);
}

}  // namespace

std::string WithDirectoryClaims(std::string claims, const TokenInput& input,
                                absl::string_view audience, TokenKind kind) {
  Sources sources{input, input.tenant.FindApplication(audience), nullptr, kind};
  if (input.delegation != nullptr) {
    sources.user = input.tenant.FindUser(input.delegation->user.principal_name);
  }
  if (sources.Empty()) return claims;
  Json json = scenario::ParseOrderedJson(claims);
  if (!json.is_object()) return claims;
  if (sources.audience != nullptr) {
    AddRoles(sources, json);
    AddGroups(sources, json);
    AddOptional(sources, json);
    Merge(sources.audience->tokens.claims, json);
  }
  if (sources.user != nullptr) Merge(sources.user->claims, json);
  Merge(input.ordered_claims, json);
  return InEntrasOrder(json);
}

}  // namespace mock::entra
