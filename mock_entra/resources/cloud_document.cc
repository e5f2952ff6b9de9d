#include "mock_entra/resources/cloud_document.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "mock_entra/resources/service_exchange.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

using Json = nlohmann::ordered_json;

Json Authentication(const ServiceRequest& to) {
  return {{"loginEndpoint", absl::StrCat(to.login, "/")},
          {"audiences",
           {absl::StrCat(HttpsUrl(to.cloud->classic_management), "/"),
            absl::StrCat(HttpsUrl(to.cloud->resource_manager), "/")}},
          {"tenant", "common"},
          {"identityProvider", "AAD"}};
}

Json Suffixes(const ServiceCloud& cloud) {
  absl::string_view storage = cloud.blob_suffix;
  absl::ConsumePrefix(&storage, ".blob.");
  return {{"storage", std::string(storage)},
          {"keyVaultDns", std::string(absl::StripPrefix(cloud.vault_suffix, "."))}};
}

// What the fakes have, at their own address or the real one.
Json CloudAt(const ServiceRequest& to) {
  return {{"portal", "https://portal.azure.com"},
          {"authentication", Authentication(to)},
          {"graphAudience", "https://graph.windows.net/"},
          {"graph", "https://graph.windows.net/"},
          {"microsoftGraphResourceId", absl::StrCat(HttpsUrl(to.cloud->graph), "/")},
          {"name", std::string(to.cloud->name)},
          {"suffixes", Suffixes(*to.cloud)},
          {"batch", "https://batch.core.windows.net/"},
          {"resourceManager", absl::StrCat(to.base, "/")},
          {"sqlManagement", absl::StrCat(HttpsUrl(to.cloud->classic_management), ":8443/")},
          {"gallery", "https://gallery.azure.com/"}};
}

Json OldDocument(const ServiceRequest& to) {
  return {{"galleryEndpoint", "https://gallery.azure.com"},
          {"graphEndpoint", "https://graph.windows.net/"},
          {"portalEndpoint", "https://portal.azure.com"},
          {"authentication",
           {{"loginEndpoint", absl::StrCat(to.login, "/")},
            {"audiences",
             {absl::StrCat(HttpsUrl(to.cloud->classic_management), "/"),
              absl::StrCat(HttpsUrl(to.cloud->resource_manager), "/")}}}}};
}

}  // namespace

http::Response CloudDocument(const http::Request& request, const ServiceRequest& to) {
  const std::string version = QueryParameter(request, "api-version");
  if (version < "2018") return JsonResponse(200, OldDocument(to));
  return JsonResponse(200, version < "2022" ? Json::array({CloudAt(to)}) : CloudAt(to));
}

}  // namespace mock::entra
