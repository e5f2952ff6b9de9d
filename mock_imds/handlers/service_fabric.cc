#include "mock_imds/handlers/service_fabric.h"

#include "absl/strings/str_cat.h"
#include "mock_imds/assigned_identity.h"
#include "mock_imds/host_secret.h"
#include "mock_imds/token_body.h"
#include "nlohmann/json.hpp"

namespace mock::imds {
namespace {

constexpr char kVersion[] = "2019-07-01-preview";

http::Response Refuse(const HostExchange& exchange, int status, absl::string_view code,
                      absl::string_view message) {
  nlohmann::ordered_json error;
  error["correlationId"] = exchange.CorrelationId();
  error["code"] = std::string(code);
  error["message"] = std::string(message);
  return JsonResponse(status, nlohmann::ordered_json{{"error", error}}.dump());
}

}  // namespace

http::Response HandleServiceFabric(const HostExchange& exchange) {
  if (exchange.request.method != "GET") return TextResponse(405, "", "");
  const absl::string_view secret = exchange.request.headers.Get("Secret");
  if (secret.empty()) {
    return Refuse(exchange, 400, "SecretHeaderNotFound",
                  "Secret is not found in the request headers.");
  }
  const auto found = FindAssigned(exchange, {});
  const auto* principal = std::get_if<Principal>(&found);
  if (secret != HostSecret(exchange.host) || principal == nullptr) {
    return Refuse(exchange, 404, "ManagedIdentityNotFound",
                  "Managed identity not found for the specified application host.");
  }
  const std::string version = exchange.Query("api-version");
  if (version != kVersion) {
    return Refuse(exchange, 400, "InvalidApiVersion",
                  absl::StrCat("The api-version '", version,
                               "' is not supported. Supported version is '", kVersion, "'."));
  }
  const std::string resource = exchange.Query("resource");
  if (resource.empty()) {
    return Refuse(exchange, 400, "ArgumentNullOrEmpty",
                  "The parameter 'resource' should not be null or empty string.");
  }
  return TokenResponse(exchange, *principal, resource, TokenBody::kServiceFabric);
}

}  // namespace mock::imds
