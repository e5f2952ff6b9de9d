#include "mock_imds/handlers/cloud_shell.h"

#include <array>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "mock_common/text/json_text.h"
#include "mock_imds/assigned_identity.h"
#include "mock_imds/token_body.h"
#include "nlohmann/json.hpp"

namespace mock::imds {
namespace {

// The list in the refusal that MSAL's tests have recorded, so far as it is known.
constexpr std::array<absl::string_view, 8> kAudiences = {
    "https://management.core.windows.net", "https://management.azure.com",
    "https://graph.windows.net",           "https://vault.azure.net",
    "https://datalake.azure.net",          "https://outlook.office365.com",
    "https://graph.microsoft.com",         "https://batch.core.windows.net"};

http::Response Refuse(absl::string_view code, absl::string_view message, std::string reason) {
  nlohmann::ordered_json error;
  error["code"] = std::string(code);
  error["message"] = std::string(message);
  http::Response response =
      JsonResponse(400, scenario::JsonText(nlohmann::ordered_json{{"error", error}}));
  response.remarks.service_error_code = std::string(code);
  return http::Because(std::move(reason), std::move(response));
}

bool IsServed(absl::string_view resource) {
  for (const absl::string_view audience : kAudiences) {
    if (absl::EqualsIgnoreCase(absl::StripSuffix(resource, "/"), audience)) return true;
  }
  return false;
}

}  // namespace

http::Response HandleCloudShell(const HostExchange& exchange) {
  const bool post = exchange.request.method == "POST";
  if (!post && exchange.request.method != "GET") return RefuseMethod();
  if (!exchange.HasHeader("Metadata", "true")) {
    return Refuse("BadRequest", "Required metadata header not specified", kNoMetadataHeader);
  }
  const std::string resource = post ? exchange.Form("resource") : exchange.Query("resource");
  if (resource.empty()) {
    return Refuse("BadRequest", "Required parameter resource not specified", kNoResource);
  }
  if (!IsServed(resource)) {
    return Refuse("AudienceNotSupported",
                  absl::StrCat("Audience ", resource, " is not a supported MSI token audience."),
                  "the resource is none that Cloud Shell gives tokens for");
  }
  const auto found = FindAssigned(exchange, {});
  if (const auto* principal = std::get_if<Principal>(&found)) {
    return TokenResponse(exchange, *principal, resource, TokenBody::kImds);
  }
  return Refuse("BadRequest", "Identity not found", ReasonOf(std::get<NotAssigned>(found)));
}

}  // namespace mock::imds
