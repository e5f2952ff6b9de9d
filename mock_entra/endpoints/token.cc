#include "mock_entra/endpoints/token.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "mock_entra/assertions/client_authentication.h"
#include "mock_entra/directory/tenant_lookup.h"
#include "mock_entra/exchange/identifiers.h"
#include "mock_entra/exchange/json_object.h"
#include "mock_entra/exchange/magic.h"
#include "mock_entra/exchange/token_request.h"
#include "mock_entra/grants/authorization_code_grant.h"
#include "mock_entra/grants/device_code_grant.h"
#include "mock_entra/grants/on_behalf_of.h"
#include "mock_entra/grants/password_grant.h"
#include "mock_entra/grants/refresh_token_grant.h"
#include "mock_entra/tokens/access_token.h"
#include "mock_entra/tokens/resource_scope.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

using Json = nlohmann::ordered_json;

constexpr char kAllowed[] = "POST, OPTIONS";
constexpr char kFallbackResource[] = "https://management.azure.com";

http::Response Refuse(const Exchange& exchange, const Refusal& refusal) {
  return ErrorResponse(exchange, refusal.code, refusal.values, refusal.variant);
}

// "aadsts-50126@contoso.example" -> "aadsts-50126".
absl::string_view LocalPart(absl::string_view user_name) {
  return user_name.substr(0, user_name.find('@'));
}

std::optional<Magic> FindMagic(const TokenRequest& request) {
  if (auto magic = ParseMagicName(request.tenant)) return magic;
  if (auto magic = ParseMagicName(request.client_id)) return magic;
  for (const absl::string_view value :
       {absl::string_view(request.client_secret), request.Get("client_assertion"),
        request.Get("assertion"), LocalPart(request.Get("username")), request.Get("password"),
        request.Get("code"), request.Get("refresh_token"), request.Get("device_code")}) {
    if (auto magic = ParseMagic(value)) return magic;
  }
  return std::nullopt;
}

// Anything but POST.
http::Response AnswerMethod(const Exchange& exchange) {
  const std::string& method = exchange.request.method;
  if (method == "GET") {
    return ErrorResponse(exchange, 900561, {{"allowed", kAllowed}, {"method", method}});
  }
  http::Response response = TokenEndpointResponse(exchange, method == "OPTIONS" ? 200 : 405, "");
  response.headers.Remove("Content-Type");
  response.headers.Add("Allow", kAllowed);
  if (method == "OPTIONS") {
    response.headers.Add("Access-Control-Allow-Origin", "*");
    response.headers.Add("Access-Control-Allow-Methods", kAllowed);
    const absl::string_view asked = exchange.request.headers.Get("Access-Control-Request-Headers");
    if (!asked.empty()) response.headers.Add("Access-Control-Allow-Headers", asked);
  }
  return response;
}

// `claims={"access_token":{"xms_cc":{"values":["CP1"]}}}` says what the client
// can do; the token repeats it in lower case.
std::vector<std::string> Capabilities(const TokenRequest& request) {
  std::vector<std::string> capabilities;
  const absl::string_view claims = request.Get("claims");
  const Json json = Json::parse(claims.begin(), claims.end(), nullptr, false);
  const Json::json_pointer path("/access_token/xms_cc/values");
  if (!json.is_object() || !json.contains(path) || !json.at(path).is_array()) return capabilities;
  for (const Json& value : json.at(path)) {
    if (value.is_string()) {
      capabilities.push_back(absl::AsciiStrToLower(value.get_ref<const std::string&>()));
    }
  }
  return capabilities;
}

std::string SuccessBody(const RequestedResource& requested, Version version, absl::Time now,
                        const std::string& token) {
  const std::int64_t lifetime = absl::ToInt64Seconds(requested.resource->token_lifetime);
  JsonObject body;
  body.Add("token_type", "Bearer");
  if (version == Version::kV1) {
    body.Add("expires_in", absl::StrCat(lifetime));
    body.Add("ext_expires_in", absl::StrCat(lifetime));
    body.Add("expires_on", absl::StrCat(absl::ToUnixSeconds(now) + lifetime + 1));
    body.Add("not_before", absl::StrCat(absl::ToUnixSeconds(now - absl::Minutes(5))));
    body.Add("resource", requested.uri);
  } else {
    body.Add("expires_in", lifetime);
    body.Add("ext_expires_in", lifetime);
  }
  body.Add("access_token", token);
  return std::move(body).Finish();
}

// For the tenant and resource that are asked for, if they are there; else for a
// tenant of that name and Azure Resource Manager.
http::Response GrantFlawed(const Exchange& exchange, const TokenEndpoint& endpoint,
                           const TokenRequest& request, TokenFlaw flaw) {
  Directory scratch;
  std::shared_ptr<const Tenant> tenant = endpoint.directory.FindTenant(request.tenant);
  if (tenant == nullptr) {
    if (!scratch.CreateTenant(request.tenant).ok()) return ErrorResponse(exchange, 50000, {});
    tenant = scratch.FindTenant(request.tenant);
  }
  Application application;
  application.app_id = request.client_id;
  application.service_principal_id = GuidFrom(request.client_id);
  const auto resource = FindRequestedResource(*tenant, request);
  const auto* const found = std::get_if<RequestedResource>(&resource);
  const RequestedResource fallback{tenant->FindResource(kFallbackResource), kFallbackResource};
  const RequestedResource& requested = found != nullptr ? *found : fallback;
  AccessTokenInput input{exchange.authority,    *tenant,     application, requested,
                         Capabilities(request), exchange.now};
  input.flaw = flaw;
  const auto token = IssueAccessToken(input, *endpoint.keys.front(), endpoint.random);
  if (!token.ok()) return ErrorResponse(exchange, 50000, {});
  return TokenEndpointResponse(exchange, 200,
                               SuccessBody(requested, request.version, exchange.now, *token));
}

http::Reply AnswerMagic(const Exchange& exchange, const TokenEndpoint& endpoint,
                        const TokenRequest& request, const Magic& magic) {
  http::Reply reply;
  reply.fault.kind = magic.fault;
  if (magic.token_flaw != TokenFlaw::kNone) {
    reply.response = GrantFlawed(exchange, endpoint, request, magic.token_flaw);
    return reply;
  }
  if (magic.code != 0) {
    reply.response = ErrorResponse(exchange, magic.code, ValuesOf(request), magic.variant);
    return reply;
  }
  reply.response = TokenEndpointResponse(exchange, magic.status == 0 ? 200 : magic.status,
                                         R"({"error":"temporarily_unavailable"})");
  if (magic.status == 429) reply.response.headers.Add("Retry-After", "1");
  return reply;
}

http::Response ClientCredentials(const Exchange& exchange, const TokenEndpoint& endpoint,
                                 const Tenant& tenant, const AuthenticatedClient& client,
                                 const TokenRequest& request) {
  const auto resource = FindRequestedResource(tenant, request);
  if (const auto* const refusal = std::get_if<Refusal>(&resource)) {
    return Refuse(exchange, *refusal);
  }
  const auto& requested = std::get<RequestedResource>(resource);
  const AccessTokenInput input{exchange.authority,    tenant,       *client.application, requested,
                               Capabilities(request), exchange.now, client.by_assertion};
  const auto token = IssueAccessToken(input, *endpoint.keys.front(), endpoint.random);
  if (!token.ok()) return ErrorResponse(exchange, 50000, {});
  return TokenEndpointResponse(exchange, 200,
                               SuccessBody(requested, request.version, exchange.now, *token));
}

// The grants of users, which /common and the like have too; null for others.
using UserGrant = GrantAnswer (*)(const GrantRequest&);

UserGrant FindUserGrant(absl::string_view grant_type) {
  if (grant_type == "password") return GrantPassword;
  if (grant_type == "authorization_code") return GrantAuthorizationCode;
  if (grant_type == "refresh_token") return GrantRefreshToken;
  // MSAL for Go sends the short name.
  if (grant_type == "device_code" || grant_type == kDeviceCodeGrant) return GrantDeviceCode;
  return nullptr;
}

http::Response AnswerWith(const Exchange& exchange, std::variant<std::string, Refusal> answer) {
  if (const auto* const refusal = std::get_if<Refusal>(&answer)) return Refuse(exchange, *refusal);
  return TokenEndpointResponse(exchange, 200, std::get<std::string>(std::move(answer)));
}

// For an application, in its own name or on behalf of a user.
http::Response AnswerApplication(const Exchange& exchange, const TokenEndpoint& endpoint,
                                 const TokenRequest& request) {
  if (IsTenantAlias(request.tenant)) return ErrorResponse(exchange, 50059, {});
  const auto found = LookUpTenant(endpoint.directory, request.tenant, TenantUse::kToken);
  if (const auto* const refusal = std::get_if<Refusal>(&found)) return Refuse(exchange, *refusal);
  const absl::string_view grant_type = request.Get("grant_type");
  if (grant_type.empty()) return ErrorResponse(exchange, 900144, {{"name", "grant_type"}});
  if (grant_type != "client_credentials" && grant_type != kOnBehalfOfGrant) {
    return ErrorResponse(exchange, 70003, {{"grant_type", std::string(grant_type)}});
  }
  const Tenant& tenant = *std::get<std::shared_ptr<const Tenant>>(found);
  const auto checked = AuthenticateClient(
      {exchange, endpoint.directory, tenant, endpoint.keys, endpoint.seen}, request);
  if (const auto* const refusal = std::get_if<Refusal>(&checked)) return Refuse(exchange, *refusal);
  const auto& client = std::get<AuthenticatedClient>(checked);
  if (grant_type == "client_credentials") {
    return ClientCredentials(exchange, endpoint, tenant, client, request);
  }
  return AnswerWith(exchange, GrantOnBehalfOf({exchange, endpoint.keys, endpoint.random, tenant,
                                               client, Capabilities(request)},
                                              request));
}

http::Response Answer(const Exchange& exchange, const TokenEndpoint& endpoint,
                      const TokenRequest& request) {
  if (request.malformed) return ErrorResponse(exchange, 9002313, {});
  if (const UserGrant grant = FindUserGrant(request.Get("grant_type"))) {
    return AnswerWith(exchange, grant({exchange, endpoint.directory, endpoint.keys, endpoint.random,
                                       request, Capabilities(request), endpoint.seen}));
  }
  return AnswerApplication(exchange, endpoint, request);
}

}  // namespace

http::Reply HandleToken(const Exchange& exchange, const TokenEndpoint& endpoint,
                        absl::string_view tenant, Version version) {
  http::Reply reply;
  if (exchange.request.method != "POST") {
    reply.response = AnswerMethod(exchange);
    return reply;
  }
  const TokenRequest request = ParseTokenRequest(exchange.request, tenant, version);
  if (const auto magic = FindMagic(request))
    return AnswerMagic(exchange, endpoint, request, *magic);
  reply.response = Answer(exchange, endpoint, request);
  return reply;
}

}  // namespace mock::entra
