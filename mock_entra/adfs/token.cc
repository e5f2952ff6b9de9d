#include "mock_entra/adfs/token.h"

#include <cstdint>
#include <string>
#include <utility>
#include <variant>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "mock_common/jwt/jwt.h"
#include "mock_entra/adfs/documents.h"
#include "mock_entra/assertions/client_authentication.h"
#include "mock_entra/exchange/json_object.h"
#include "mock_entra/exchange/token_request.h"

namespace mock::entra {
namespace {

// What a token is for if none is asked for: the farm's own endpoint.
constexpr absl::string_view kUserInfo = "urn:microsoft:userinfo";

// AD FS's default; not a second less in `expires_in`, as Entra ID has it.
constexpr std::int64_t kLifetimeSeconds = 3600;

struct AdfsError {
  const char* error;
  const char* description;
};

constexpr AdfsError kGrantUnsupported = {
    "unsupported_grant_type",
    "MSIS9611: The authorization server does not support the requested 'grant_type'. The "
    "authorization server only supports 'authorization_code' or 'refresh_token' as the grant "
    "type."};
constexpr AdfsError kClientUnknown = {
    "invalid_client",
    "MSIS9607: The 'client_id' parameter in the request is invalid. No registered client is found "
    "with this identifier."};
constexpr AdfsError kClientNotAuthenticated = {
    "invalid_client",
    "MSIS9622: Client authentication failed. Please verify the credential provided for client "
    "authentication is valid."};
constexpr AdfsError kResourceUnknown = {
    "invalid_resource",
    "MSIS9602: The received 'resource' parameter is invalid. The authorization server can not find "
    "a registered resource with the specified identifier."};

http::Response Refuse(const Exchange& exchange, const AdfsError& error, std::string reason) {
  JsonObject body;
  body.Add("error", error.error);
  body.Add("error_description", error.description);
  // .NET's serializer escapes apostrophes.
  http::Response response = AdfsResponse(
      exchange, 400, absl::StrReplaceAll(std::move(body).Finish(), {{"'", "\\u0027"}}));
  response.remarks.oauth_error = error.error;
  return http::Because(std::move(reason), std::move(response));
}

// A scope names its resource before the last slash; "" for those without one,
// such as openid, which MSAL adds.
absl::string_view ResourceOf(const TokenRequest& request) {
  if (!request.Get("resource").empty()) return request.Get("resource");
  for (const absl::string_view scope : absl::StrSplit(request.Get("scope"), ' ')) {
    const std::size_t slash = scope.rfind('/');
    if (slash != absl::string_view::npos) return scope.substr(0, slash);
  }
  return "";
}

// AD FS knows no other algorithm for clients' assertions.
bool IsSignedOtherwise(const TokenRequest& request) {
  const auto assertion = jwt::ParseJwt(request.Get("client_assertion"));
  return assertion.ok() && assertion->HeaderString("alg") != "RS256";
}

std::string Claims(const Exchange& exchange, const AuthenticatedClient& client,
                   absl::string_view audience) {
  const std::int64_t now = absl::ToUnixSeconds(exchange.now);
  JsonObject claims;
  claims.Add("aud", audience);
  claims.Add("iss", AdfsTokenIssuer(exchange));
  claims.Add("iat", now);
  claims.Add("nbf", now);
  claims.Add("exp", now + kLifetimeSeconds);
  claims.Add("apptype", "Confidential");
  claims.Add("appid", client.application->app_id);
  claims.Add("authmethod",
             absl::StrCat("http://schemas.microsoft.com/ws/2008/06/identity/authenticationmethod/",
                          client.by_assertion ? "tlsclient" : "password"));
  claims.Add("auth_time",
             absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", exchange.now, absl::UTCTimeZone()));
  claims.Add("ver", "1.0");
  return std::move(claims).Finish();
}

http::Response Grant(const Exchange& exchange, const AuthenticatedClient& client,
                     absl::string_view audience, const jwt::SigningKey& key) {
  const std::string header = absl::StrCat(R"({"typ":"JWT","alg":"RS256","x5t":")", key.kid(),
                                          R"(","kid":")", key.kid(), R"("})");
  const auto token = jwt::EncodeRs256(key, header, Claims(exchange, client, audience));
  if (!token.ok()) {
    return http::Because("the token could not be made", AdfsResponse(exchange, 500, ""));
  }
  JsonObject body;
  body.Add("access_token", *token);
  body.Add("token_type", "bearer");
  body.Add("expires_in", kLifetimeSeconds);
  return AdfsResponse(exchange, 200, std::move(body).Finish());
}

}  // namespace

http::Response HandleAdfsToken(const Exchange& exchange, Directory& directory, const Tenant& farm,
                               const SigningKeys& keys) {
  if (exchange.request.method != "POST") {
    http::Response response = AdfsResponse(exchange, 405, "");
    response.headers.Add("Allow", "POST");
    return http::Because("the endpoint does not take this method", std::move(response));
  }
  const TokenRequest request = ParseTokenRequest(exchange.request, kAdfsTenant, Version::kV1);
  if (request.Get("grant_type") != "client_credentials") {
    return Refuse(exchange, kGrantUnsupported, "the grant type is not client_credentials");
  }
  if (farm.FindApplication(request.client_id) == nullptr) {
    return Refuse(exchange, kClientUnknown, "the farm has no client of this ID");
  }
  const auto checked = AuthenticateClient({exchange, directory, farm, keys}, request);
  if (const auto* const refusal = std::get_if<Refusal>(&checked)) {
    return Refuse(exchange, kClientNotAuthenticated, refusal->reason);
  }
  if (IsSignedOtherwise(request)) {
    return Refuse(exchange, kClientNotAuthenticated, "the client assertion's alg is not RS256");
  }
  const auto& client = std::get<AuthenticatedClient>(checked);
  const absl::string_view resource = ResourceOf(request);
  if (!resource.empty() && farm.FindResource(resource) == nullptr) {
    return Refuse(exchange, kResourceUnknown, "the farm has no resource of this name");
  }
  return Grant(exchange, client, resource.empty() ? kUserInfo : resource, *keys.front());
}

}  // namespace mock::entra
