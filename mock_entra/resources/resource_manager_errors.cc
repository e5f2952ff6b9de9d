#include "mock_entra/resources/resource_manager_errors.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace mock::entra {
namespace {

// "1/31/2026 3:04:05 PM"
std::string Clock(absl::Time time) {
  const absl::CivilSecond t = absl::ToCivilSecond(time, absl::UTCTimeZone());
  const int hour = t.hour() % 12 == 0 ? 12 : t.hour() % 12;
  return absl::StrFormat("%d/%d/%d %d:%02d:%02d %s", t.month(), t.day(), t.year(), hour, t.minute(),
                         t.second(), t.hour() < 12 ? "AM" : "PM");
}

std::string Audiences(const ServiceCloud& cloud) {
  return absl::StrCat("'https://", cloud.classic_management, "/','https://",
                      cloud.classic_management, "','https://", cloud.resource_manager,
                      "/','https://", cloud.resource_manager, "'");
}

struct Words {
  absl::string_view code;
  std::string message;
  std::string description;  // of the challenge
};

Words WordsOf(const ServiceExchange& exchange, const RefusedToken& refused) {
  switch (refused.fault) {
    case TokenFault::kMissing:
      return {"AuthenticationFailed",
              "Authentication failed. The 'Authorization' header is missing.",
              "The authentication failed because of missing 'Authorization' header."};
    case TokenFault::kExpired: {
      const std::string text =
          absl::StrCat("The access token expiry UTC time '", Clock(refused.expires),
                       "' is earlier than current UTC time '", Clock(exchange.exchange.now), "'.");
      return {"ExpiredAuthenticationToken", text, text};
    }
    case TokenFault::kAudience: {
      const std::string text = absl::StrCat(
          "The access token has been obtained for wrong audience or resource '",
          refused.caller.audience, "'. It should exactly match with one of the allowed audiences ",
          Audiences(*exchange.to.cloud), ".");
      return {"InvalidAuthenticationTokenAudience", text, text};
    }
    default:
      return {"InvalidAuthenticationToken", "The access token is invalid.",
              "Could not find identity for access token."};
  }
}

// Where a better token is to be had.
std::string SignInUrl(const ServiceExchange& exchange,
                      const std::shared_ptr<const Tenant>& tenant) {
  return absl::StrCat(exchange.to.login, "/", tenant == nullptr ? "" : tenant->id);
}

}  // namespace

http::Response TokenRefused(const ServiceExchange& exchange, const RefusedToken& refused,
                            absl::string_view subscription) {
  const auto tenant =
      exchange.directory.FindTenantOfAzure(Directory::AzureName::kSubscription, subscription);
  const Words words = WordsOf(exchange, refused);
  http::Response response = JsonError(401, words.code, words.message);
  std::string challenge =
      absl::StrCat("Bearer authorization_uri=\"", SignInUrl(exchange, tenant), "\", ");
  if (refused.fault == TokenFault::kRevoked) {
    absl::StrAppend(&challenge, ClaimsChallenge(refused.valid_since));
  } else {
    absl::StrAppend(&challenge, "error=\"invalid_token\", error_description=\"", words.description,
                    "\"");
  }
  response.headers.Add("WWW-Authenticate", challenge);
  return response;
}

http::Response WrongTenant(const ServiceExchange& exchange, const Caller& caller,
                           const Tenant& tenant) {
  const std::string issuer =
      absl::StrCat("https://", exchange.exchange.authority.cloud->v1_issuer_host, "/");
  const std::string login = absl::StrCat("https://login.windows.net/", tenant.id);
  http::Response response = JsonError(
      401, "InvalidAuthenticationTokenTenant",
      absl::StrCat("The access token is from the wrong issuer '", caller.issuer,
                   "'. It must match the tenant '", issuer, tenant.id,
                   "/' associated with this subscription. Please use the authority (URL) '", login,
                   "' to get the token. Note, if the subscription is transferred to another tenant "
                   "there is no impact to the services, but information about new tenant could "
                   "take time to propagate (up to an hour). If you just transferred your "
                   "subscription and see this error message, please try back later."));
  response.headers.Add("WWW-Authenticate",
                       absl::StrCat("Bearer authorization_uri=\"", login,
                                    "\", error=\"invalid_token\", error_description=\"The access "
                                    "token is from the wrong issuer.\""));
  return response;
}

http::Response NotAuthorized(const Caller& caller, absl::string_view action,
                             absl::string_view scope) {
  const std::string& client = caller.user_name.empty() ? caller.app_id : caller.user_name;
  return JsonError(403, "AuthorizationFailed",
                   absl::StrCat("The client '", client, "' with object id '", caller.object_id,
                                "' does not have authorization to perform action '", action,
                                "' over scope '", scope,
                                "' or the scope is invalid. If access was recently granted, please "
                                "refresh your credentials."));
}

http::Response VersionMissing() {
  return JsonError(400, "MissingApiVersionParameter",
                   "The api-version query parameter (?api-version=) is required for all requests.");
}

http::Response SubscriptionNotFound(absl::string_view id) {
  return JsonError(404, "SubscriptionNotFound",
                   absl::StrCat("The subscription '", id, "' could not be found."));
}

http::Response GroupNotFound(absl::string_view name) {
  return JsonError(404, "ResourceGroupNotFound",
                   absl::StrCat("Resource group '", name, "' could not be found."));
}

http::Response ResourceNotFound(absl::string_view type, absl::string_view name,
                                absl::string_view group) {
  return JsonError(
      404, "ResourceNotFound",
      absl::StrCat("The Resource '", type, "/", name, "' under resource group '", group,
                   "' was not found. For more details please go to "
                   "https://aka.ms/ARMResourceNotFoundFix"));
}

}  // namespace mock::entra
