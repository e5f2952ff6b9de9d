#include "mock_imds/handlers/azure_arc.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "mock_common/text/json_text.h"
#include "mock_imds/assigned_identity.h"
#include "mock_imds/token_body.h"
#include "nlohmann/json.hpp"

namespace mock::imds {
namespace {

constexpr char kDirectory[] = "/var/opt/azcmagent/tokens";

http::Response Refuse(const HostExchange& exchange, int status, absl::string_view error,
                      absl::string_view description, std::string reason) {
  nlohmann::ordered_json json;
  json["error"] = std::string(error);
  json["error_description"] = std::string(description);
  json["error_codes"] = {status};
  json["timestamp"] =
      absl::FormatTime("%Y-%m-%d %H:%M:%S +0000 UTC", exchange.now, absl::UTCTimeZone());
  json["trace_id"] = "";
  const std::string correlation_id = exchange.CorrelationId();
  json["correlation_id"] = correlation_id;
  http::Response response = TextResponse(status, "application/json", scenario::JsonText(json));
  response.remarks.oauth_error = std::string(error);
  response.remarks.correlation_id = correlation_id;
  return http::Because(std::move(reason), std::move(response));
}

bool IsKnownVersion(absl::string_view version) {
  return version == "2019-08-15" || version == "2019-11-01" || version == "2020-06-01" ||
         version == "2021-02-01";
}

KeyFile NewKeyFile(const HostExchange& exchange, ArcKeys& keys) {
  const scenario::AzureArc& arc = exchange.host.azure_arc();
  KeyFile file;
  file.path = absl::StrCat(arc.key_directory().empty() ? kDirectory : arc.key_directory(), "/",
                           exchange.random.Uuid(),
                           arc.key_extension().empty() ? ".key" : arc.key_extension());
  file.content = keys.Make(arc.key_size(), exchange.random);
  if (arc.stale_key()) keys.Take(file.content);
  file.owner = arc.key_owner().empty() ? "himds" : arc.key_owner();
  if (!arc.key_mode().empty()) {
    file.mode = static_cast<int>(std::strtol(arc.key_mode().c_str(), nullptr, 8));
  }
  return file;
}

http::Response Challenge(const HostExchange& exchange, ArcKeys& keys) {
  const scenario::AzureArc& arc = exchange.host.azure_arc();
  const KeyFile file = NewKeyFile(exchange, keys);
  if (!arc.no_key_file() && !exchange.write_key_file(file)) {
    return Refuse(exchange, 500, "server_error",
                  absl::StrCat("Failed to write the key file ", file.path),
                  "the key file could not be written");
  }
  http::Response response =
      Refuse(exchange, 401, "unauthorized_client", "Missing Basic Authorization header",
             "the request has no key yet: the challenge names the file that has it");
  if (arc.no_challenge()) return response;
  response.headers.Add("WWW-Authenticate",
                       arc.challenge().empty()
                           ? absl::StrCat("Basic realm=", file.path)
                           : absl::StrReplaceAll(arc.challenge(), {{"{{key_path}}", file.path}}));
  return response;
}

// What an agent that knows user-assigned identities reads of the request.
IdentityName NamedIdentity(const HostExchange& exchange) {
  if (exchange.host.azure_arc().agent() != scenario::AzureArc::USER_ASSIGNED) return {};
  return {exchange.Query("client_id"), exchange.Query("object_id"), exchange.Query("msi_res_id")};
}

http::Response GiveToken(const HostExchange& exchange, const std::string& resource) {
  const IdentityName name = NamedIdentity(exchange);
  const auto found = FindAssigned(exchange, name);
  if (const auto* principal = std::get_if<Principal>(&found)) {
    return TokenResponse(exchange, *principal, resource, TokenBody::kAzureArc, name);
  }
  const std::string why = ReasonOf(std::get<NotAssigned>(found));
  if (!name.empty()) {
    return Refuse(exchange, 404, "not_found", "Identity not found", why);
  }
  return Refuse(exchange, 400, "invalid_request", "Identity not found", why);
}

}  // namespace

http::Response HandleAzureArc(const HostExchange& exchange, ArcKeys& keys) {
  if (exchange.request.method != "GET") return RefuseMethod();
  if (!exchange.HasHeader("Metadata", "true")) {
    return Refuse(exchange, 400, "invalid_request", "Required metadata header not specified",
                  kNoMetadataHeader);
  }
  if (!IsKnownVersion(exchange.Query("api-version"))) {
    return Refuse(exchange, 400, "invalid_request",
                  "Required api-version not specified or not supported",
                  exchange.Query("api-version").empty() ? kNoVersion : kUnknownVersion);
  }
  const std::string resource = exchange.Query("resource");
  if (resource.empty()) {
    return Refuse(exchange, 400, "invalid_request", "Required query variable 'resource' is missing",
                  kNoResource);
  }
  absl::string_view authorization = exchange.request.headers.Get("Authorization");
  if (authorization.empty()) return Challenge(exchange, keys);
  if (!absl::ConsumePrefix(&authorization, "Basic ") || !keys.Take(authorization)) {
    return Refuse(exchange, 401, "unauthorized_client", "Invalid Basic Authorization header",
                  "the key is none that the host gave out, or was used before");
  }
  return GiveToken(exchange, resource);
}

}  // namespace mock::imds
