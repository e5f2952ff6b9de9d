#include "mock_entra/endpoints/userinfo.h"

#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "mock_common/jwt/jwt.h"
#include "mock_entra/assertions/sent_assertion.h"
#include "mock_entra/exchange/json_object.h"

namespace mock::entra {
namespace {

// The words of Microsoft Graph for a token that it can't take.
http::Response Unauthorized(const Exchange& exchange, std::string reason) {
  http::Response response = TokenEndpointResponse(
      exchange, 401,
      R"({"error":{"code":"InvalidAuthenticationToken","message":"Access token is empty or invalid."}})");
  response.headers.Add("WWW-Authenticate", "Bearer error=\"invalid_token\"");
  response.remarks.service_error_code = "InvalidAuthenticationToken";
  return http::Because(std::move(reason), std::move(response));
}

bool IsUsable(const SigningKeys& keys, const jwt::Jwt& token, absl::Time now) {
  return CheckOwnSignature(keys, token) == OwnSignature::kRight && !IsAppOnly(token) &&
         now < ClaimTime(token, "exp") && now >= ClaimTime(token, "nbf");
}

}  // namespace

bool IsUserinfo(const http::Request& request) {
  const absl::string_view path = absl::StripSuffix(request.path, "/");
  return absl::EqualsIgnoreCase(path, "/oidc/userinfo") ||
         absl::EndsWithIgnoreCase(path, "/openid/userinfo");
}

http::Response HandleUserinfo(const Exchange& exchange, const SigningKeys& keys) {
  const auto sent = BearerTokenOf(exchange.request);
  if (!sent) return Unauthorized(exchange, "there is no bearer token");
  const auto token = jwt::ParseJwt(*sent);
  if (!token.ok()) return Unauthorized(exchange, "the token is no JWT");
  if (!IsUsable(keys, *token, exchange.now)) {
    return Unauthorized(exchange,
                        "the token is no user's, is not valid now, or is not signed by us");
  }
  const absl::string_view upn = Claim(*token, "upn");
  const std::string user_name(upn.empty() ? Claim(*token, "preferred_username") : upn);
  JsonObject body;
  body.Add("sub", Claim(*token, "sub"));
  body.Add("name", Claim(*token, "name"));
  body.Add("picture", exchange.authority.graph_base + "/v1.0/me/photo/$value");
  body.Add("email", user_name);
  return TokenEndpointResponse(exchange, 200, std::move(body).Finish());
}

}  // namespace mock::entra
