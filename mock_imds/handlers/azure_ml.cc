#include "mock_imds/handlers/azure_ml.h"

#include <string>
#include <utility>

#include "mock_common/text/json_text.h"
#include "mock_imds/assigned_identity.h"
#include "mock_imds/host_secret.h"
#include "mock_imds/token_body.h"
#include "nlohmann/json.hpp"

namespace mock::imds {
namespace {

http::Response Refuse(const HostExchange& exchange, int status, absl::string_view message,
                      std::string reason) {
  nlohmann::ordered_json json;
  json["StatusCode"] = status;
  json["Message"] = std::string(message);
  const std::string correlation_id = exchange.CorrelationId();
  json["CorrelationId"] = correlation_id;
  http::Response response = JsonResponse(status, scenario::JsonText(json));
  response.remarks.correlation_id = correlation_id;
  return http::Because(std::move(reason), std::move(response));
}

}  // namespace

http::Response HandleAzureMl(const HostExchange& exchange) {
  if (exchange.request.method != "GET") return RefuseMethod();
  if (exchange.request.headers.Get("Secret") != HostSecret(exchange.host)) {
    return Refuse(exchange, 401, "Unauthorized", kWrongSecret);
  }
  if (exchange.Query("api-version") != "2017-09-01") {
    return Refuse(exchange, 400, "The api-version is not supported.", kUnknownVersion);
  }
  const std::string resource = exchange.Query("resource");
  if (resource.empty()) return Refuse(exchange, 400, "Resource is not specified.", kNoResource);
  const auto found = FindAssigned(exchange, {exchange.Query("clientid"), "", ""});
  if (const auto* principal = std::get_if<Principal>(&found)) {
    return TokenResponse(exchange, *principal, resource, TokenBody::kAzureMl);
  }
  return Refuse(exchange, 400, "No MSI found for specified ClientId/ResourceId.",
                ReasonOf(std::get<NotAssigned>(found)));
}

}  // namespace mock::imds
