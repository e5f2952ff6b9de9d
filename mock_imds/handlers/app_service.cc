#include "mock_imds/handlers/app_service.h"

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

constexpr char k2019[] = "2019-08-01";
constexpr char k2017[] = "2017-09-01";

// The two versions differ in the case of names.
http::Response Refuse(const HostExchange& exchange, bool older, int status,
                      absl::string_view message, std::string reason) {
  const std::string correlation_id = exchange.CorrelationId();
  nlohmann::ordered_json json;
  json[older ? "StatusCode" : "statusCode"] = status;
  json[older ? "Message" : "message"] = std::string(message);
  json[older ? "CorrelationId" : "correlationId"] = correlation_id;
  http::Response response = JsonResponse(status, scenario::JsonText(json));
  response.remarks.correlation_id = correlation_id;
  return http::Because(std::move(reason), std::move(response));
}

// As ASP.NET's API versioning words it.
http::Response RefuseVersion(const HostExchange& exchange, const std::string& version) {
  nlohmann::ordered_json error;
  const std::string code = version.empty() ? "ApiVersionUnspecified" : "UnsupportedApiVersion";
  error["code"] = code;
  error["message"] =
      version.empty()
          ? "An API version is required, but was not specified."
          : absl::StrCat("The HTTP resource that matches the request URI 'http://",
                         std::string(exchange.request.headers.Get("Host")), exchange.request.path,
                         "' does not support the API version '", version, "'.");
  error["innerError"] = nullptr;
  http::Response response =
      JsonResponse(400, scenario::JsonText(nlohmann::ordered_json{{"error", error}}));
  response.remarks.service_error_code = code;
  return http::Because(version.empty() ? kNoVersion : kUnknownVersion, std::move(response));
}

http::Response HandleVersion(const HostExchange& exchange, bool older) {
  const std::string resource = exchange.Query("resource");
  if (resource.empty()) {
    return Refuse(exchange, older, 400, "Resource is not specified.", kNoResource);
  }
  IdentityName name;
  if (older) {
    name.client_id = exchange.Query("clientid");
  } else {
    name = {exchange.Query("client_id"), exchange.Query("principal_id"),
            exchange.Query("mi_res_id")};
    if (name.object_id.empty()) name.object_id = exchange.Query("object_id");
  }
  const auto found = FindAssigned(exchange, name, LoneIdentity::kRefuse);
  if (const auto* principal = std::get_if<Principal>(&found)) {
    http::Response response =
        TokenResponse(exchange, *principal, resource,
                      older ? TokenBody::kAppService2017 : TokenBody::kAppService2019);
    // What Entra says stays in the platform's log.
    if (response.status != 200) {
      return Refuse(exchange, older, 500,
                    "An unexpected error occured while fetching the AAD Token.",
                    absl::StrCat("Entra ID refused the host: ", response.remarks.reason));
    }
    return response;
  }
  return Refuse(exchange, older, 400,
                older ? "No MSI found for specified ClientId/ResourceId."
                      : "No User Assigned or Delegated Managed Identity found for specified "
                        "ClientId/ResourceId/PrincipalId.",
                ReasonOf(std::get<NotAssigned>(found)));
}

}  // namespace

http::Response HandleAppService(const HostExchange& exchange) {
  const bool container_apps = exchange.host.kind() == ManagedIdentityHost::CONTAINER_APPS;
  if (exchange.request.method != "GET") {
    http::Response response = RefuseMethod();
    response.headers.Add("Allow", "GET");
    return response;
  }
  const std::string version = exchange.Query("api-version");
  const bool older = version == k2017 && !container_apps;
  if (exchange.request.headers.Get(older ? "Secret" : "X-IDENTITY-HEADER") !=
      HostSecret(exchange.host)) {
    return http::Because(kWrongSecret, TextResponse(401, "", ""));
  }
  if (version != k2019 && !older) return RefuseVersion(exchange, version);
  return HandleVersion(exchange, older);
}

}  // namespace mock::imds
