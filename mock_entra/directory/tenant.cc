#include "mock_entra/directory/tenant.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "mock_entra/directory/keys.h"
#include "mock_entra/directory/well_known.h"
#include "mock_entra/exchange/identifiers.h"

namespace mock::entra {
namespace {

// "https://app.example/" -> "https://app.example". After a path a slash makes another URI.
absl::string_view WithoutEmptyPath(absl::string_view uri) {
  const std::size_t scheme = uri.find("://");
  if (scheme == absl::string_view::npos) return uri;
  const std::size_t slash = uri.find('/', scheme + 3);
  return slash + 1 == uri.size() ? uri.substr(0, slash) : uri;
}

// "http://localhost:8400/x" -> "http://localhost/x"; likewise for 127.0.0.1.
std::string WithoutLoopbackPort(absl::string_view uri) {
  std::string plain(WithoutEmptyPath(uri));
  for (const absl::string_view host : {"http://localhost:", "http://127.0.0.1:"}) {
    if (!absl::StartsWith(plain, host)) continue;
    const std::size_t end = plain.find_first_not_of("0123456789", host.size());
    plain.erase(host.size() - 1, end == std::string::npos ? end : end - host.size() + 1);
  }
  return plain;
}

bool IsAmong(const std::vector<std::string>& uris, absl::string_view uri) {
  const std::string wanted = WithoutLoopbackPort(uri);
  return std::any_of(uris.begin(), uris.end(), [&](const std::string& known) {
    return WithoutLoopbackPort(known) == wanted;
  });
}

using Resources = std::unordered_map<std::string, Resource>;

Resources MakeWellKnownResources() {
  Resources resources;
  for (const WellKnownResource& known : WellKnownResources()) {
    Resource resource;
    resource.app_id =
        known.app_id.empty() ? GuidFrom(ResourceKey(known.uri)) : std::string(known.app_id);
    resources[Key(resource.app_id)] = resource;
    resources[ResourceKey(known.uri)] = resource;
  }
  return resources;
}

const Resource* FindIn(const Resources& resources, absl::string_view uri) {
  const auto found = resources.find(ResourceKey(uri));
  return found == resources.end() ? nullptr : &found->second;
}

// Microsoft's, the same in every tenant.
const Resource* FindWellKnownResource(absl::string_view uri) {
  static const auto* const kResources = new Resources(MakeWellKnownResources());
  return FindIn(*kResources, uri);
}

}  // namespace

const Application* Tenant::FindApplication(absl::string_view app_id) const {
  const auto found = applications_.find(Key(app_id));
  return found == applications_.end() ? nullptr : &found->second;
}

bool Tenant::IsNamed(absl::string_view name) const {
  return absl::EqualsIgnoreCase(name, id) ||
         std::find(domains_.begin(), domains_.end(), Key(name)) != domains_.end();
}

const ManagedIdentity* Tenant::FindManagedIdentity(absl::string_view name) const {
  const auto found = managed_identities_.find(std::string(name));
  return found == managed_identities_.end() ? nullptr : &found->second;
}

const ManagedIdentity* Tenant::FindManagedIdentityOfClient(absl::string_view client_id) const {
  const auto found = std::find_if(
      managed_identities_.begin(), managed_identities_.end(),
      [&](const auto& entry) { return absl::EqualsIgnoreCase(entry.second.client_id, client_id); });
  return found == managed_identities_.end() ? nullptr : &found->second;
}

const Resource* Tenant::FindResource(absl::string_view name) const {
  absl::ConsumePrefix(&name, "spn:");
  const auto find = [this](absl::string_view uri) {
    const Resource* const own = FindIn(resources_, uri);
    return own != nullptr ? own : FindWellKnownResource(uri);
  };
  const Resource* const named = find(name);
  return named != nullptr ? named : find(ServiceOfAccount(name));
}

const Account* Tenant::FindUser(absl::string_view name) const {
  const auto found = users_.find(Key(name));
  return found == users_.end() ? nullptr : &found->second;
}

const Account* Tenant::FindUserOfId(absl::string_view object_id) const {
  const auto found = user_names_.find(Key(object_id));
  return found == user_names_.end() ? nullptr : FindUser(found->second);
}

bool HasRedirectUri(const Application& application, absl::string_view uri) {
  return IsAmong(application.redirect_uris, uri);
}

bool IsSinglePageRedirectUri(const Application& application, absl::string_view uri) {
  return IsAmong(application.single_page_redirect_uris, uri);
}

bool Tenant::HasRedirectUri(absl::string_view uri) const {
  return std::any_of(applications_.begin(), applications_.end(), [&](const auto& entry) {
    return mock::entra::HasRedirectUri(entry.second, uri);
  });
}

const FederatedDomain* Tenant::FindFederatedDomain(absl::string_view domain) const {
  const auto found = std::find_if(
      federated_domains_.begin(), federated_domains_.end(),
      [&](const FederatedDomain& known) { return absl::EqualsIgnoreCase(known.domain, domain); });
  return found == federated_domains_.end() ? nullptr : &*found;
}

}  // namespace mock::entra
