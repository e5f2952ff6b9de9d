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
#include "mock_entra/directory/well_known.h"

namespace mock::entra {
namespace {

constexpr absl::string_view kDefault = ".default";
constexpr absl::string_view kDefaultSuffix = "/.default";
constexpr char kUserImpersonation[] = "user_impersonation";

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

// Fills in all but the resource itself.
std::optional<Refusal> ReadScopes(absl::string_view scope, RequestedScopes& found) {
  std::vector<absl::string_view> scopes = absl::StrSplit(scope, ' ', absl::SkipWhitespace());
  if (scopes.empty()) return Refusal{900144, {{"name", "scope"}}, ""};
  const auto has = [&](absl::string_view name) {
    return std::find(scopes.begin(), scopes.end(), name) != scopes.end();
  };
  found.openid = has("openid");
  found.offline_access = has("offline_access");
  scopes.erase(std::remove_if(scopes.begin(), scopes.end(), IsOpenIdScope), scopes.end());
  if (scopes.empty()) scopes.push_back("User.Read");

  const auto [resource, name] = SplitPermission(scopes[0]);
  std::vector<std::string> granted, echoed;
  for (const absl::string_view other : scopes) {
    const auto [other_resource, other_name] = SplitPermission(other);
    if (other_resource != resource)
      return Refusal{700022, {}, "", "the scopes are of more than one resource"};
    if ((other_name == kDefault) != (name == kDefault)) {
      return Refusal{
          70011, {{"scope", std::string(scope)}}, "live", "the scopes mix /.default with others"};
    }
    granted.emplace_back(other_name == kDefault ? kUserImpersonation : other_name);
    echoed.push_back(absl::StrCat(resource, "/", granted.back()));
  }
  if (name == kDefault) echoed.push_back(absl::StrCat(resource, "/", kDefault));
  found.granted = absl::StrJoin(granted, " ");
  found.echoed = absl::StrJoin(echoed, " ");
  found.requested.uri = std::string(resource);
  return std::nullopt;
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

  const Values values = {{"scope", std::string(scope)}};
  const auto defaults = std::count_if(scopes.begin(), scopes.end(), IsDefault);
  if (defaults == 0)
    return Refusal{1002012, values, "",
                   "an application asks for a scope that does not end in /.default"};
  if (defaults != static_cast<std::ptrdiff_t>(scopes.size()))
    return Refusal{70011, values, "live", "the scopes mix /.default with others"};
  for (const absl::string_view other : scopes) {
    if (ResourceOfDefault(other) != ResourceOfDefault(scopes[0]))
      return Refusal{700022, {}, "", "the scopes are of more than one resource"};
  }
  return Find(tenant, ResourceOfDefault(scopes[0]));
}

std::variant<RequestedScopes, Refusal> FindDelegatedScopes(const Tenant& tenant,
                                                           const TokenRequest& request) {
  const absl::string_view asked = request.Get("resource");
  RequestedScopes found;
  if (request.version == Version::kV1) {
    found.granted = kUserImpersonation;
    found.echoed = kUserImpersonation;
    found.requested.uri = std::string(asked.empty() ? kAzureAdGraph : asked);
  } else {
    if (!asked.empty())
      return Refusal{901002, {}, "", "the v2.0 endpoint takes scope, not resource"};
    if (auto refusal = ReadScopes(request.Get("scope"), found)) return *std::move(refusal);
  }
  auto resource = Find(tenant, found.requested.uri);
  if (auto* const refusal = std::get_if<Refusal>(&resource)) return std::move(*refusal);
  found.requested = std::get<RequestedResource>(std::move(resource));
  return found;
}

}  // namespace mock::entra
