#include "mock_entra/endpoints/discovery_instance.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "mock_common/text/json_text.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

using Json = nlohmann::ordered_json;

// "https://host:1/tenant/oauth2/v2.0/authorize" taken apart.
struct AuthorizationEndpoint {
  std::string host;  // lower-case, with its port
  std::string tenant;
  bool v2 = false;
};

std::optional<AuthorizationEndpoint> Parse(absl::string_view url) {
  if (!absl::ConsumePrefix(&url, "https://")) return std::nullopt;
  const std::size_t slash = url.find('/');
  if (slash == absl::string_view::npos) return std::nullopt;
  AuthorizationEndpoint endpoint;
  endpoint.host = absl::AsciiStrToLower(url.substr(0, slash));
  const absl::string_view path = url.substr(slash + 1);
  endpoint.tenant = std::string(path.substr(0, path.find('/')));
  endpoint.v2 = absl::StrContains(path, "/v2.0/");
  return endpoint;
}

// `extra` entries without a port stand for every port.
bool IsExtraHost(absl::string_view host, const std::vector<std::string>& extra) {
  const absl::string_view name = host.substr(0, host.rfind(':'));
  return std::any_of(extra.begin(), extra.end(),
                     [&](const std::string& entry) { return entry == host || entry == name; });
}

void AddInstance(absl::string_view network, absl::string_view cache, Json aliases, Json& metadata) {
  metadata.push_back(Json{{"preferred_network", std::string(network)},
                          {"preferred_cache", std::string(cache)},
                          {"aliases", std::move(aliases)}});
}

Json Metadata() {
  Json metadata = Json::array();
  for (const Instance& instance : KnownInstances()) {
    Json aliases = Json::array();
    for (const absl::string_view alias : instance.aliases) aliases.push_back(std::string(alias));
    AddInstance(instance.preferred_network, instance.preferred_cache, std::move(aliases), metadata);
  }
  return metadata;
}

}  // namespace

http::Response HandleDiscoveryInstance(const Exchange& exchange,
                                       const std::vector<std::string>& extra_hosts) {
  std::string api_version;
  std::string authorization_endpoint;
  if (const auto query = http::ParseForm(exchange.request.query)) {
    for (const auto& [name, value] : *query) {
      if (name == "api-version") api_version = value;
      if (name == "authorization_endpoint") authorization_endpoint = value;
    }
  }
  if (authorization_endpoint.empty()) {
    return ErrorResponse(exchange, 900144, {{"name", "authorization_endpoint"}});
  }
  const std::optional<AuthorizationEndpoint> endpoint = Parse(authorization_endpoint);
  if (!endpoint.has_value()) {
    return ErrorResponse(exchange, 50049, {}, "", "authorization_endpoint is no https URL");
  }
  const bool extra = IsExtraHost(endpoint->host, extra_hosts);
  if (!extra && !IsTrustedHost(endpoint->host)) {
    return ErrorResponse(exchange, 50049, {}, "",
                         "the host of authorization_endpoint is none of a cloud's");
  }

  Json body;
  body["tenant_discovery_endpoint"] =
      absl::StrCat("https://", endpoint->host, "/", endpoint->tenant, endpoint->v2 ? "/v2.0" : "",
                   "/.well-known/openid-configuration");
  if (api_version == "1.1") {
    body["api-version"] = api_version;
    body["metadata"] = Metadata();
    // Clients cache no token of a host that is missing here.
    if (extra) {
      AddInstance(endpoint->host, endpoint->host, Json::array({endpoint->host}), body["metadata"]);
    }
  }
  return MetadataResponse(exchange, scenario::JsonText(body));
}

}  // namespace mock::entra
