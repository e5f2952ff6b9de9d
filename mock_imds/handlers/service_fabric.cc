#include "mock_imds/handlers/service_fabric.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "mock_common/text/json_text.h"
#include "mock_imds/assigned_identity.h"
#include "mock_imds/host_secret.h"
#include "mock_imds/token_body.h"
#include "nlohmann/json.hpp"

namespace mock::imds {
namespace {

constexpr char kServiceFabricVersion[] = "2019-07-01-preview";

http::Response RefuseServiceFabric(const HostExchange& exchange, int status, absl::string_view code,
                                   absl::string_view message, std::string reason) {
  const std::string correlation_id = exchange.CorrelationId();
  nlohmann::ordered_json error;
  error["correlationId"] = correlation_id;
  error["code"] = std::string(code);
  error["message"] = std::string(message);
  http::Response response =
      JsonResponse(status, scenario::JsonText(nlohmann::ordered_json{{"error", error}}));
  response.remarks.service_error_code = std::string(code);
  response.remarks.correlation_id = correlation_id;
  return http::Because(std::move(reason), std::move(response));
}

}  // namespace

http::Response HandleServiceFabric(const HostExchange& exchange) {
  if (exchange.request.method != "GET") return RefuseMethod();
  const absl::string_view secret = exchange.request.headers.Get("Secret");
  if (secret.empty()) {
    return RefuseServiceFabric(exchange, 400, "SecretHeaderNotFound",
                               "Secret is not found in the request headers.",
                               "the request has no header Secret");
  }
  const auto found = FindAssigned(exchange, {});
  const auto* principal = std::get_if<Principal>(&found);
  if (secret != HostSecret(exchange.host) || principal == nullptr) {
    return RefuseServiceFabric(
        exchange, 404, "ManagedIdentityNotFound",
        "Managed identity not found for the specified application host.",
        principal == nullptr ? ReasonOf(std::get<NotAssigned>(found)) : kWrongSecret);
  }
  const std::string version = exchange.Query("api-version");
  if (version != kServiceFabricVersion) {
    return RefuseServiceFabric(
        exchange, 400, "InvalidApiVersion",
        absl::StrCat("The api-version '", version, "' is not supported. Supported version is '",
                     kServiceFabricVersion, "'."),
        version.empty() ? kNoVersion : kUnknownVersion);
  }
  const std::string resource = exchange.Query("resource");
  if (resource.empty()) {
    return RefuseServiceFabric(exchange, 400, "ArgumentNullOrEmpty",
                               "The parameter 'resource' should not be null or empty string.",
                               kNoResource);
  }
  return TokenResponse(exchange, *principal, resource, TokenBody::kServiceFabric);
}

}  // namespace mock::imds
