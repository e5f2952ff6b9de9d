#include "mock_entra/resources/service_request.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "mock_common/http/url.h"
#include "mock_entra/exchange/authority.h"

namespace mock::entra {
namespace {

constexpr ServiceCloud kClouds[] = {
    {"AzureCloud", "https://login.microsoftonline.com", "management.azure.com",
     "management.core.windows.net", ".vault.azure.net", ".blob.core.windows.net",
     "graph.microsoft.com"},
    {"AzureUSGovernment", "https://login.microsoftonline.us", "management.usgovcloudapi.net",
     "management.core.usgovcloudapi.net", ".vault.usgovcloudapi.net",
     ".blob.core.usgovcloudapi.net", "graph.microsoft.us"},
    {"AzureChinaCloud", "https://login.partner.microsoftonline.cn", "management.chinacloudapi.cn",
     "management.core.chinacloudapi.cn", ".vault.azure.cn", ".blob.core.chinacloudapi.cn",
     "microsoftgraph.chinacloudapi.cn"},
};

constexpr std::pair<absl::string_view, Service> kLoopbackPaths[] = {
    {"/resource_manager", Service::kResourceManager},
    {"/key_vault", Service::kKeyVault},
    {"/blob_storage", Service::kBlobStorage},
    {"/graph", Service::kGraph},
    {"/echo", Service::kEcho},
};

bool HasName(Service service) {
  return service == Service::kKeyVault || service == Service::kBlobStorage;
}

std::optional<ServiceRequest> ByHost(const http::Request& request, const ServiceCloud& cloud) {
  ServiceRequest found;
  absl::string_view host = request.host;
  if (host == cloud.resource_manager) {
    found.service = Service::kResourceManager;
  } else if (host == cloud.graph && !absl::StartsWith(request.path, "/oidc/")) {
    found.service = Service::kGraph;
  } else if (absl::ConsumeSuffix(&host, cloud.vault_suffix)) {
    found.service = Service::kKeyVault;
    found.name = std::string(host);
  } else if (absl::ConsumeSuffix(&host, cloud.blob_suffix)) {
    found.service = Service::kBlobStorage;
    found.name = std::string(host);
  } else {
    return std::nullopt;
  }
  found.cloud = &cloud;
  found.path = request.path;
  found.base = http::OriginOf(request);
  found.login = std::string(cloud.login);
  return found;
}

// "/x/rest" -> "x", and "/rest" is left.
std::string ConsumeSegment(absl::string_view* path) {
  absl::ConsumePrefix(path, "/");
  std::string segment(path->substr(0, path->find('/')));
  path->remove_prefix(segment.size());
  return segment;
}

std::optional<ServiceRequest> ByPath(const http::Request& request) {
  for (const auto& [prefix, service] : kLoopbackPaths) {
    absl::string_view path = request.path;
    if (!absl::ConsumePrefix(&path, prefix) || (!path.empty() && path.front() != '/')) continue;
    ServiceRequest found;
    found.service = service;
    found.cloud = &kClouds[0];
    found.login = AuthorityOf(request).base;
    found.base = absl::StrCat(found.login, prefix);
    if (HasName(service)) {
      found.name = ConsumeSegment(&path);
      absl::StrAppend(&found.base, "/", found.name);
    }
    found.path = path.empty() ? "/" : std::string(path);
    return found;
  }
  return std::nullopt;
}

}  // namespace

std::optional<ServiceRequest> ReadServiceRequest(const http::Request& request) {
  for (const ServiceCloud& cloud : kClouds) {
    if (auto found = ByHost(request, cloud)) return found;
  }
  if (IsTrustedHost(request.host)) return std::nullopt;
  return ByPath(request);
}

std::string HttpsUrl(absl::string_view host) { return absl::StrCat("https://", host); }

std::vector<absl::string_view> Segments(absl::string_view path) {
  return absl::StrSplit(path, '/', absl::SkipEmpty());
}

}  // namespace mock::entra
