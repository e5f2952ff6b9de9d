#include "mock_entra/tokens/resource_scope.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "mock_entra/directory/graph_permissions.h"
#include "mock_entra/directory/well_known.h"

namespace mock::entra {
namespace {

constexpr absl::string_view kDefault = ".default";
constexpr absl::string_view kDefaultSuffix = "/.default";
constexpr absl::string_view kUserImpersonation = "user_impersonation";
constexpr absl::string_view kUserRead = "User.Read";

// Asked for out of habit (MSAL adds the first three to every request), and
// without effect for an application.
bool IsOpenIdScope(absl::string_view scope) {
  for (const absl::string_view known : {"openid", "offline_access", "profile", "email"}) {
    if (absl::EqualsIgnoreCase(scope, known)) return true;
  }
  return false;
}

std::variant<RequestedResource, Refusal> Find(const Tenant& tenant, absl::string_view uri) {
  const Resource* const resource = tenant.FindResource(uri);
  if (resource == nullptr) {
    return Refusal{500011,
                   {{"resource", std::string(uri)}, {"tenant", tenant.id}},
                   "",
                   "the tenant has no resource of this name"};
  }
  return RequestedResource{resource, std::string(uri)};
}

// ".default" alone means Microsoft Graph.
absl::string_view ResourceOfDefault(absl::string_view scope) {
  return absl::ConsumeSuffix(&scope, kDefaultSuffix) ? scope : kMicrosoftGraph;
}

// "https://vault.azure.net/.default" -> {"https://vault.azure.net", ".default"}.
std::pair<absl::string_view, absl::string_view> SplitPermission(absl::string_view scope) {
  const std::size_t slash = scope.rfind('/');
  if (slash == absl::string_view::npos) return {kMicrosoftGraph, scope};
  return {scope.substr(0, slash), scope.substr(slash + 1)};
}

bool IsDefault(absl::string_view scope) {
  return scope == ".default" || (absl::EndsWith(scope, kDefaultSuffix) && scope[0] != '/');
}

// The scopes of a user's request, which are all of one resource.
struct AskedScopes {
  std::vector<absl::string_view> scopes;  // without those of OpenID Connect; never empty
  absl::string_view resource;
  bool by_default = false;  // /.default: all that was consented to
  bool profile = false;     // any of openid, profile, email
  bool openid = false;
  bool offline_access = false;
};

std::variant<AskedScopes, Refusal> ReadScopes(absl::string_view scope) {
  AskedScopes asked;
  std::vector<absl::string_view>& scopes = asked.scopes;
  scopes = absl::StrSplit(scope, ' ', absl::SkipWhitespace());
  if (scopes.empty()) return Refusal{900144, {{"name", "scope"}}, ""};
  const auto has = [&](absl::string_view name) {
    return std::find(scopes.begin(), scopes.end(), name) != scopes.end();
  };
  asked.openid = has("openid");
  asked.offline_access = has("offline_access");
  asked.profile = asked.openid || has("profile") || has("email");
  scopes.erase(std::remove_if(scopes.begin(), scopes.end(), IsOpenIdScope), scopes.end());
  if (scopes.empty()) scopes.push_back(kUserRead);

  const auto [resource, name] = SplitPermission(scopes[0]);
  asked.resource = resource;
  asked.by_default = name == kDefault;
  for (const absl::string_view other : scopes) {
    const auto [other_resource, other_name] = SplitPermission(other);
    if (other_resource != resource)
      return Refusal{700022, {}, "", "the scopes are of more than one resource"};
    if ((other_name == kDefault) != asked.by_default) {
      return Refusal{
          70011, {{"scope", std::string(scope)}}, "live", "the scopes mix /.default with others"};
    }
  }
  return asked;
}

// What every application may do with a resource on a user's behalf.
absl::string_view DefaultPermission(const Resource& resource) {
  return resource.app_id == kGraphAppId ? kUserRead : kUserImpersonation;
}

bool HasScope(const Resource& resource, absl::string_view name) {
  if (name == kDefault) return true;
  if (resource.app_id == kGraphAppId) return IsGraphPermission(name);
  const auto& scopes = resource.scopes;
  return scopes.empty() || std::any_of(scopes.begin(), scopes.end(), [&](const std::string& scope) {
           return absl::EqualsIgnoreCase(scope, name);
         });
}

std::optional<Refusal> CheckScopes(const AskedScopes& asked, const Resource& resource) {
  for (const absl::string_view scope : asked.scopes) {
    const absl::string_view name = SplitPermission(scope).second;
    if (HasScope(resource, name)) continue;
    return Refusal{650053,
                   {{"scope", std::string(name)}, {"resourceAppId", resource.app_id}},
                   "",
                   "the resource has no such permission"};
  }
  return std::nullopt;
}

// `scp` and `scope`: in the form that was asked, after the user's profile. That is Microsoft
// Graph's to give, and /.default of it means it.
void GrantScopes(const AskedScopes& asked, RequestedScopes& found) {
  const Resource& resource = *found.requested.resource;
  const bool graph = resource.app_id == kGraphAppId;
  std::vector<std::string> granted, echoed;
  if (graph && (asked.profile || asked.by_default)) granted = {"email", "openid", "profile"};
  echoed = granted;
  for (const absl::string_view scope : asked.scopes) {
    const absl::string_view name = SplitPermission(scope).second;
    granted.emplace_back(name == kDefault ? DefaultPermission(resource) : name);
    echoed.push_back(absl::StrCat(scope.substr(0, scope.size() - name.size()), granted.back()));
  }
  if (asked.by_default) echoed.emplace_back(asked.scopes.back());
  found.granted = absl::StrJoin(granted, " ");
  found.echoed = absl::StrJoin(echoed, " ");
  found.openid = asked.openid;
  found.offline_access = asked.offline_access;
}

}  // namespace

std::variant<RequestedResource, Refusal> FindRequestedResource(const Tenant& tenant,
                                                               const TokenRequest& request) {
  const absl::string_view asked = request.Get("resource");
  if (request.version == Version::kV1) return Find(tenant, asked.empty() ? kAzureAdGraph : asked);
  if (!asked.empty()) return Refusal{901002, {}, "", "the v2.0 endpoint takes scope, not resource"};

  const absl::string_view scope = request.Get("scope");
  std::vector<absl::string_view> scopes = absl::StrSplit(scope, ' ', absl::SkipWhitespace());
  if (scopes.empty()) return Refusal{900144, {{"name", "scope"}}, ""};
  scopes.erase(std::remove_if(scopes.begin(), scopes.end(), IsOpenIdScope), scopes.end());

  const auto values = [scope] { return Values{{"scope", std::string(scope)}}; };
  const auto defaults = std::count_if(scopes.begin(), scopes.end(), IsDefault);
  if (defaults == 0)
    return Refusal{1002012, values(), "",
                   "an application asks for a scope that does not end in /.default"};
  if (defaults != static_cast<std::ptrdiff_t>(scopes.size()))
    return Refusal{70011, values(), "live", "the scopes mix /.default with others"};
  for (const absl::string_view other : scopes) {
    if (ResourceOfDefault(other) != ResourceOfDefault(scopes[0]))
      return Refusal{700022, {}, "", "the scopes are of more than one resource"};
  }
  return Find(tenant, ResourceOfDefault(scopes[0]));
}

std::variant<RequestedScopes, Refusal> FindDelegatedScopes(const Tenant& tenant,
                                                           const TokenRequest& request) {
  const absl::string_view resource = request.Get("resource");
  RequestedScopes found;
  AskedScopes asked;
  if (request.version == Version::kV1) {
    asked.resource = resource.empty() ? kAzureAdGraph : resource;
  } else {
    if (!resource.empty())
      return Refusal{901002, {}, "", "the v2.0 endpoint takes scope, not resource"};
    auto read = ReadScopes(request.Get("scope"));
    if (auto* const refusal = std::get_if<Refusal>(&read)) return std::move(*refusal);
    asked = std::get<AskedScopes>(std::move(read));
  }
  auto requested = Find(tenant, asked.resource);
  if (auto* const refusal = std::get_if<Refusal>(&requested)) return std::move(*refusal);
  found.requested = std::get<RequestedResource>(std::move(requested));
  if (request.version == Version::kV1) {
    found.granted = std::string(DefaultPermission(*found.requested.resource));
    found.echoed = found.granted;
  } else {
    if (auto refusal = CheckScopes(asked, *found.requested.resource)) return *std::move(refusal);
    GrantScopes(asked, found);
  }
  return found;
}

}  // namespace mock::entra
