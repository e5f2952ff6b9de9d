#include "mock_entra/resources/echo.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "mock_entra/resources/access_check.h"

namespace mock::entra {
namespace {

std::string WordsOf(const RefusedToken& refused) {
  switch (refused.fault) {
    case TokenFault::kExpired:
      return absl::StrCat(
          "the token expired at ",
          absl::FormatTime(absl::RFC3339_sec, refused.expires, absl::UTCTimeZone()));
    case TokenFault::kAudience:
      return absl::StrCat("the token is for ", refused.caller.audience, ", and not for ",
                          kEchoAudience);
    default:
      return std::string(ReasonOf(refused.fault));
  }
}

http::Response Unauthorized(const ServiceExchange& exchange, const RefusedToken& refused) {
  http::Response response = JsonError(401, "InvalidAuthenticationToken", WordsOf(refused));
  std::string challenge =
      absl::StrCat("Bearer authorization_uri=\"", exchange.to.login, "/common/oauth2/authorize\"");
  if (refused.fault == TokenFault::kRevoked) {
    absl::StrAppend(&challenge, ", ", ClaimsChallenge(refused.valid_since));
  } else if (refused.fault != TokenFault::kMissing) {
    absl::StrAppend(&challenge, ", error=\"invalid_token\"");
  }
  response.headers.Add("WWW-Authenticate", challenge);
  return response;
}

http::Response Forbidden(const Caller& caller) {
  const std::string& client = caller.user_name.empty() ? caller.app_id : caller.user_name;
  return JsonError(403, "AuthorizationFailed",
                   absl::StrCat("The client '", client, "' with object id '", caller.object_id,
                                "' does not have authorization to perform action '", kEchoAction,
                                "' over scope '", kEchoScope, "'."));
}

}  // namespace

http::Response HandleEcho(const ServiceExchange& exchange) {
  const auto checked =
      CheckToken(exchange.request(),
                 {exchange.keys, exchange.directory, exchange.exchange.now, {kEchoAudience}});
  if (const auto* refused = std::get_if<RefusedToken>(&checked)) {
    return BecauseOf(refused->fault, Unauthorized(exchange, *refused));
  }
  const Caller& caller = std::get<Caller>(checked);
  const auto tenant = exchange.directory.FindTenant(caller.tenant_id);
  if (tenant == nullptr || !tenant->azure().Allows(caller.object_id, {kEchoAction, true},
                                                   kEchoScope, exchange.exchange.now)) {
    return http::Because(kNoRole, Forbidden(caller));
  }
  http::Response response;
  response.headers.Add("Content-Type", exchange.request().headers.Get("Content-Type"));
  response.body = exchange.request().body;
  return response;
}

}  // namespace mock::entra
