#include "mock_entra/resources/graph.h"

#include <algorithm>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "mock_entra/directory/well_known.h"
#include "mock_entra/resources/access_check.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

using Json = nlohmann::ordered_json;

http::Response Error(const ServiceExchange& exchange, int status, absl::string_view code,
                     absl::string_view message, absl::string_view reason) {
  const Json inner = {
      {"date", absl::FormatTime("%Y-%m-%dT%H:%M:%S", exchange.exchange.now, absl::UTCTimeZone())},
      {"request-id", exchange.exchange.trace_id},
      {"client-request-id", exchange.exchange.correlation_id}};
  http::Response response = JsonResponse(
      status,
      {{"error",
        {{"code", std::string(code)}, {"message", std::string(message)}, {"innerError", inner}}}});
  response.remarks.service_error_code = std::string(code);
  return http::Because(std::string(reason), std::move(response));
}

absl::string_view WordsOf(TokenFault fault) {
  switch (fault) {
    case TokenFault::kMissing:
      return "Access token is empty.";
    case TokenFault::kExpired:
      return "Lifetime validation failed, the token is expired.";
    case TokenFault::kNotYetValid:
      return "Lifetime validation failed, the token is not yet valid.";
    case TokenFault::kSignature:
      return "Signature is invalid.";
    case TokenFault::kAudience:
      return "Access token validation failure. Invalid audience.";
    case TokenFault::kMalformed:
      return "CompactToken parsing failed with error code: 80049217";
    case TokenFault::kRevoked:
      break;
  }
  return "Continuous access evaluation resulted in challenge with result: InteractionRequired and "
         "code: TokenIssuedBeforeRevocationTimestamp";
}

http::Response TokenRefused(const ServiceExchange& exchange, const RefusedToken& refused) {
  http::Response response =
      BecauseOf(refused.fault, Error(exchange, 401, "InvalidAuthenticationToken",
                                     WordsOf(refused.fault), ReasonOf(refused.fault)));
  std::string challenge =
      absl::StrCat("Bearer realm=\"\", authorization_uri=\"", exchange.to.login,
                   "/common/oauth2/authorize\", client_id=\"", kGraphAppId, "\"");
  if (refused.fault == TokenFault::kRevoked) {
    absl::StrAppend(&challenge, ", ", ClaimsChallenge(refused.valid_since));
  }
  response.headers.Add("WWW-Authenticate", challenge);
  return response;
}

http::Response Denied(const ServiceExchange& exchange) {
  return Error(exchange, 403, "Authorization_RequestDenied",
               "Insufficient privileges to complete the operation.",
               "the token has none of the permissions that the operation needs");
}

bool HasAny(const Caller& caller, std::initializer_list<absl::string_view> permissions) {
  return std::any_of(permissions.begin(), permissions.end(), [&](absl::string_view wanted) {
    return std::find(caller.permissions.begin(), caller.permissions.end(), wanted) !=
           caller.permissions.end();
  });
}

std::string Context(const ServiceExchange& exchange, absl::string_view what) {
  return absl::StrCat(exchange.to.base, "/v1.0/$metadata#", what);
}

http::Response List(const ServiceExchange& exchange, absl::string_view what, Json items) {
  return JsonResponse(200,
                      {{"@odata.context", Context(exchange, what)}, {"value", std::move(items)}});
}

Json ToJson(const Account& user) {
  return {{"displayName", user.display_name}, {"userPrincipalName", user.name}, {"id", user.id}};
}

http::Response ReadMe(const ServiceExchange& exchange, const Tenant& tenant, const Caller& caller) {
  if (caller.user_name.empty()) {
    return Error(exchange, 400, "BadRequest",
                 "/me request is only valid with delegated authentication flow.",
                 "an application has no /me");
  }
  const Account* const user = tenant.FindUserOfId(caller.object_id);
  if (user == nullptr) {
    return Error(exchange, 404, "Request_ResourceNotFound",
                 absl::StrCat("Resource '", caller.object_id,
                              "' does not exist or one of its queried reference-property objects "
                              "are not present."),
                 "the tenant has no such user any more");
  }
  Json body = {{"@odata.context", Context(exchange, "users/$entity")}};
  body.update(ToJson(*user));
  return JsonResponse(200, body);
}

http::Response ListUsers(const ServiceExchange& exchange, const Tenant& tenant) {
  Json items = Json::array();
  for (const scenario::User& user : tenant.proto().users()) {
    if (!user.deleted()) items.push_back(ToJson(*tenant.FindUser(user.name())));
  }
  return List(exchange, "users", std::move(items));
}

http::Response ListApplications(const ServiceExchange& exchange, const Tenant& tenant) {
  Json items = Json::array();
  for (const scenario::Application& proto : tenant.proto().applications()) {
    const Application& application = *tenant.FindApplication(proto.app_id());
    items.push_back({{"id", application.service_principal_id},
                     {"appId", application.app_id},
                     {"displayName", application.display_name}});
  }
  return List(exchange, "applications", std::move(items));
}

http::Response AnswerCaller(const ServiceExchange& exchange, const Tenant& tenant,
                            const Caller& caller) {
  const std::vector<absl::string_view> path = Segments(exchange.to.path);
  const bool known = path.size() == 2 && exchange.request().method == "GET" &&
                     (path[0] == "v1.0" || path[0] == "beta");
  if (!known) return NotInTheFake(exchange);
  if (path[1] == "me") return ReadMe(exchange, tenant, caller);
  if (path[1] == "users") {
    if (!HasAny(caller, {"User.Read.All", "User.ReadBasic.All", "User.ReadWrite.All",
                         "Directory.Read.All", "Directory.ReadWrite.All"})) {
      return Denied(exchange);
    }
    return ListUsers(exchange, tenant);
  }
  if (path[1] == "applications") {
    if (!HasAny(caller, {"Application.Read.All", "Application.ReadWrite.All",
                         "Application.ReadWrite.OwnedBy", "Directory.Read.All",
                         "Directory.ReadWrite.All"})) {
      return Denied(exchange);
    }
    return ListApplications(exchange, tenant);
  }
  if (path[1] != "organization") return NotInTheFake(exchange);
  const Json item = {{"id", tenant.id}, {"displayName", tenant.display_name}};
  return List(exchange, "organization", Json::array({item}));
}

http::Response Answer(const ServiceExchange& exchange) {
  const std::string audience = HttpsUrl(exchange.to.cloud->graph);
  const TokenCheck check{exchange.keys,
                         exchange.directory,
                         exchange.exchange.now,
                         {audience, absl::StrCat(audience, "/"), std::string(kGraphAppId)}};
  const auto checked = CheckToken(exchange.request(), check);
  if (const auto* refused = std::get_if<RefusedToken>(&checked)) {
    return TokenRefused(exchange, *refused);
  }
  const Caller& caller = std::get<Caller>(checked);
  const auto tenant = exchange.directory.FindTenant(caller.tenant_id);
  if (tenant == nullptr) {
    return Error(exchange, 401, "InvalidAuthenticationToken",
                 "Access token validation failure. Invalid issuer.",
                 "the directory has no tenant of the token's issuer");
  }
  return AnswerCaller(exchange, *tenant, caller);
}

}  // namespace

http::Response HandleGraph(const ServiceExchange& exchange) {
  http::Response response = Answer(exchange);
  response.headers.Add("Cache-Control", "no-cache");
  response.headers.Add("request-id", exchange.exchange.trace_id);
  response.headers.Add("client-request-id", exchange.exchange.correlation_id);
  response.headers.Add("Strict-Transport-Security", "max-age=31536000");
  return response;
}

}  // namespace mock::entra
